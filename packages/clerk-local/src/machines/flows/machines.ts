import { randomBytes } from 'node:crypto';
import type { Instance } from '../../instance/instance.ts';
import { deriveSecret } from '../../tokens/derive-secret.ts';
import { hashSecret, isHashOf } from '../../tokens/secret-hash.ts';
import type { MachineRow } from '../rows.ts';

/** Default lifetime of a machine's tokens. @source clerk/openapi-specs `CreateMachine`. */
export const DEFAULT_TOKEN_TTL_SECONDS = 3600;
/** @source clerk/openapi-specs `CreateMachineScope`. */
export const MAX_SCOPES = 150;

export interface NewMachine {
  name: string;
  /** Ids of machines. The caller checks that they exist. */
  scopedMachineIds: readonly string[];
  defaultTokenTtlSeconds: number;
}

/** Creates a machine with its first secret key. */
export function createMachine(instance: Instance, input: NewMachine): MachineRow {
  // Clerk's form: 27 characters after the prefix.
  const id = `mch_${randomBytes(14).toString('hex').slice(0, 27)}`;
  const atMs = instance.nowMs();
  return instance.store.machines.set({
    id,
    ...input,
    secretVersion: 0,
    secretHash: hashSecret(machineSecretKey(instance, { id, secretVersion: 0 })),
    previous: null,
    createdAtMs: atMs,
    updatedAtMs: atMs,
  });
}

/** Reads a machine's current secret key, `ak_…`. */
export function machineSecretKey(
  instance: Instance,
  { id, secretVersion }: Pick<MachineRow, 'id' | 'secretVersion'>,
): string {
  return deriveSecret(instance, 'ak_', id, secretVersion);
}

/**
 * Gives a machine another secret key.
 *
 * @param previousTtlSeconds How long the old key is still accepted; 0: not at all. Older keys are never accepted.
 */
export function rotateMachineSecret(
  instance: Instance,
  machine: MachineRow,
  previousTtlSeconds: number,
): MachineRow {
  const atMs = instance.nowMs();
  const secretVersion = machine.secretVersion + 1;
  return instance.store.machines.patch(machine.id, {
    secretVersion,
    secretHash: hashSecret(machineSecretKey(instance, { id: machine.id, secretVersion })),
    previous: { secretHash: machine.secretHash, validUntilMs: atMs + previousTtlSeconds * 1000 },
    updatedAtMs: atMs,
  });
}

/** Finds the machine whose secret key was presented. */
export function findMachineBySecret(instance: Instance, secret: string): MachineRow | undefined {
  const presented = hashSecret(secret);
  const isOf = ({ secretHash, previous }: MachineRow) =>
    isHashOf(secretHash, presented) ||
    (previous !== null &&
      previous.validUntilMs > instance.nowMs() &&
      isHashOf(previous.secretHash, presented));
  return instance.store.machines.find(isOf);
}

/** Deletes a machine, its tokens and the scopes that name it. */
export function deleteMachine({ store }: Instance, machineId: string): void {
  for (const row of store.m2mTokens.listBy('machineId', machineId)) store.m2mTokens.delete(row.id);
  for (const row of store.machines.list(({ scopedMachineIds }) => scopedMachineIds.includes(machineId))) {
    const scopedMachineIds = row.scopedMachineIds.filter((id) => id !== machineId);
    store.machines.patch(row.id, { scopedMachineIds });
  }
  store.machines.delete(machineId);
}
