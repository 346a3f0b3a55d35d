import { invalidField } from '../errors/api-error.ts';
import type { Fields } from './fields.ts';

/**
 * Refuses fields of attributes that this instance has switched off, instead of dropping them.
 *
 * @throws {ApiError} 422 `form_param_unknown`.
 */
export function assertAttributesOn(fields: Fields, switchedOff: readonly string[]): void {
  const given = switchedOff.find((name) => fields.get(name) !== undefined);
  if (given === undefined) return;
  throw invalidField(given, 'form_param_unknown', `${given} is not switched on in this instance.`);
}
