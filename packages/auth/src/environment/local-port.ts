import { AuthConfigError } from '../errors.ts';

/** The gateway's port where SSO_LOCAL_PORT is not set. */
const DEFAULT_LOCAL_PORT = 3000;

/**
 * Parses the gateway's port.
 *
 * @param text Value of SSO_LOCAL_PORT; empty or undefined: 3000.
 * @throws {AuthConfigError} `invalid_environment`: no port from 1 to 65534; the local Clerk listens on the next one.
 */
export function parseLocalPort(text: string | undefined): number {
  const port = Number(text || DEFAULT_LOCAL_PORT);
  if (/^\d{0,5}$/.test(text ?? '') && port >= 1 && port <= 65_534) return port;
  throw new AuthConfigError(
    'invalid_environment',
    `SSO_LOCAL_PORT is "${text}"; it is a port from 1 to 65534.`,
  );
}
