import type { Context } from 'hono';
import { missingSecretKey } from '../../backend-api/call/require-secret-key.ts';
import { ApiError } from '../../errors/api-error.ts';
import type { Instance } from '../../instance/instance.ts';
import { hashSecret, isSecretOf } from '../../tokens/secret-hash.ts';
import { findMachineBySecret } from '../flows/machines.ts';
import type { MachineRow } from '../rows.ts';

/** Caller of the routes for machine-to-machine tokens: the application's server for any machine, or one machine for itself. */
export type MachineCaller = { kind: 'instance' } | { kind: 'machine'; machine: MachineRow };

/** Whether a path of the Backend API accepts a machine's secret key. Its routes check the caller themselves. */
export function takesMachineKey(path: string): boolean {
  return /^(\/v1)?\/m2m_tokens(\/|$)/.test(path);
}

/**
 * Reads the caller.
 *
 * @throws {ApiError} 401 `authorization_header_format_invalid`: no Bearer value; 401 `clerk_key_invalid`: neither the instance's
 * secret key nor a machine's.
 */
export function requireMachineCaller(instance: Instance, c: Context): MachineCaller {
  const given = /^bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  if (!given) throw missingSecretKey();
  if (isSecretOf(hashSecret(instance.secretKey), given)) return { kind: 'instance' };
  const machine = findMachineBySecret(instance, given);
  if (!machine)
    throw new ApiError(401, 'clerk_key_invalid', 'This is no secret key of this instance or its machines.');
  return { kind: 'machine', machine };
}

/** @throws {ApiError} 403: a machine asks about another machine. */
export function assertMayActFor(caller: MachineCaller, machineId: string): void {
  if (caller.kind === 'instance' || caller.machine.id === machineId) return;
  throw new ApiError(403, 'resource_forbidden', 'A machine sees its own tokens only.');
}
