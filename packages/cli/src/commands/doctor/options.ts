import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { CliError } from '../../cli-error.ts';
import type { Check } from './check.ts';

/**
 * The folder to look at.
 *
 * @param option As given; relative to the folder the command was called in.
 * @throws {CliError} `invalid_usage`: it is no folder.
 */
export function parseRoot(option: string | undefined, calledIn: string): string {
  const root = resolve(calledIn, option ?? '.');
  if (statSync(root, { throwIfNoEntry: false })?.isDirectory()) return root;
  throw new CliError('invalid_usage', `There is no folder ${root}. --root takes one.`, 2);
}

/**
 * The checks to run.
 *
 * @param only One id, or several separated by commas; undefined for all.
 * @throws {CliError} `invalid_usage`: lists the ids there are.
 */
export function selectChecks(checks: readonly Check[], only: string | undefined): readonly Check[] {
  if (only === undefined) return checks;
  const wanted = only.split(',').map((id) => id.trim());
  const unknown = wanted.find((id) => !checks.some((check) => check.id === id));
  if (unknown === undefined) return checks.filter(({ id }) => wanted.includes(id));
  const ids = checks.map(({ id }) => id).join(', ');
  throw new CliError('invalid_usage', `There is no check "${unknown}". Checks: ${ids}.`, 2);
}
