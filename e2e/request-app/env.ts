import type { AppName } from '@repo/sso';

/**
 * Which app of the registry this process is; it determines the posture.
 *
 * @throws {Error} The variable is missing.
 */
export function readApp(): AppName {
  const { REQUEST_APP_NAME: name } = process.env;
  if (!name) throw new Error('REQUEST_APP_NAME is not set. e2e/specs/requests.spec.ts starts this app.');
  // The spec starts each process with a name of this type.
  return name as AppName;
}
