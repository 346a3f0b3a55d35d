import type { Context } from 'hono';
import { takesMachineKey } from '../../machines/backend-api/machine-caller.ts';

/**
 * Whether a request carries a secret key, or has a path that machines call with theirs. Every other `/v1` request is the
 * Frontend API's.
 */
export function isBackendCall(c: Context): boolean {
  return bearerToken(c).startsWith('sk_') || takesMachineKey(c.req.path);
}

function bearerToken(c: Context): string {
  return (c.req.header('authorization') ?? '').replace(/^bearer\s+/i, '');
}
