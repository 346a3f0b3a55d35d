import { compare, hash } from 'bcryptjs';
import { invalidField } from '../../errors/api-error.ts';
import type { Instance } from '../../instance/instance.ts';

export const MIN_PASSWORD_LENGTH = 8;
/** bcrypt reads 72 bytes and silently ignores the rest. */
export const MAX_PASSWORD_BYTES = 72;
/** Cost of bcrypt, where the start option `passwordCost` is absent. */
export const DEFAULT_PASSWORD_COST = 10;

/** Whether bcrypt can use this cost; it would silently replace any other. */
export function isPasswordCost(cost: number): boolean {
  return Number.isInteger(cost) && cost >= 4 && cost <= 31;
}

/** @returns a bcrypt hash. The length rules are `assertPasswordAllowed`'s. */
export function hashPassword({ options }: Instance, password: string): Promise<string> {
  return hash(password, options.passwordCost);
}

export function verifyPassword(password: string, passwordHash: string): Promise<boolean> {
  return compare(password, passwordHash);
}

/**
 * Refuses a password outside the instance's length rules.
 *
 * @param param The form field that the error names: `password`, `new_password`.
 * @throws {ApiError} 422 `form_password_length_too_short`, `form_password_length_too_long`, `form_password_size_in_bytes_exceeded`.
 */
export function assertPasswordAllowed(password: string, param: string): void {
  if (password.length < MIN_PASSWORD_LENGTH) {
    throw invalidField(
      param,
      'form_password_length_too_short',
      `Passwords must be ${MIN_PASSWORD_LENGTH} characters or more.`,
    );
  }
  if (password.length > MAX_PASSWORD_BYTES) {
    throw invalidField(param, 'form_password_length_too_long', 'This password is too long.');
  }
  if (Buffer.byteLength(password) > MAX_PASSWORD_BYTES) {
    throw invalidField(param, 'form_password_size_in_bytes_exceeded', 'This password is too long in UTF-8.');
  }
}
