import { CopyError } from '../errors.ts';

/**
 * Reads the name of a package.
 *
 * @param option Where it was typed: `--name`.
 * @throws {CopyError} `invalid_usage`: npm would not accept it.
 * @source npm docs "package.json", `name`: at most 214 characters, lower case, URL-safe, no "." or "_" at the start.
 */
export function parsePackageName(option: string, name: string): string {
  if (/^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/.test(name) && name.length <= 214) return name;
  throw new CopyError(
    'invalid_usage',
    `${option}: "${name}" is no name of a package (lower-case letters, digits, "-", "."). Write one such as @acme/sso.`,
  );
}

/** @throws {CopyError} `invalid_usage` */
export function parseScope(scope: string): string {
  if (/^@[a-z0-9][a-z0-9._-]*$/.test(scope)) return scope;
  throw new CopyError(
    'invalid_usage',
    `--scope: "${scope}" is no scope of packages. Write that of your other packages, such as @acme.`,
  );
}
