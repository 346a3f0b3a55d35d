import { isDeepStrictEqual } from 'node:util';
import type { Instance } from '../../instance/instance.ts';
import { newId } from '../../store/ids.ts';
import type { Metadata } from '../../store/user-rows.ts';
import { deriveSecret } from '../../tokens/derive-secret.ts';
import { M2M_HEADER, signMachineJwt } from '../../tokens/machine-jwt.ts';
import { hashSecret } from '../../tokens/secret-hash.ts';
import { isAlive } from '../../tokens/token-life.ts';
import type { M2mTokenRow, MachineRow } from '../rows.ts';

const SECRET_PREFIX = 'mt_';

export interface NewM2mToken {
  claims: Metadata | null;
  lifetimeSeconds: number;
  /** An existing token with the same claims and scopes is returned if it lasts at least this long; undefined: always a new one. */
  minRemainingTtlSeconds?: number | undefined;
}

/** A token as the machine gets it. */
export interface IssuedM2mToken {
  row: M2mTokenRow;
  token: string;
}

/** Creates an opaque token, or returns an existing one. */
export function issueM2mToken(instance: Instance, machine: MachineRow, input: NewM2mToken): IssuedM2mToken {
  const row =
    findReusable(instance, machine, input) ?? instance.store.m2mTokens.set(newRow(instance, machine, input));
  return { row, token: deriveSecret(instance, SECRET_PREFIX, row.id) };
}

/**
 * Creates a token in JWT form. Any machine can verify it offline (the SDK does not check scopes), and it cannot be revoked.
 *
 * @returns a row that is not stored.
 */
export async function issueM2mJwt(
  instance: Instance,
  machine: MachineRow,
  input: NewM2mToken,
): Promise<IssuedM2mToken> {
  const row = newRow(instance, machine, input);
  const scopes = row.scopes.length === 0 ? {} : { scopes: row.scopes.join(' ') };
  const token = await signMachineJwt(instance, M2M_HEADER, {
    sub: machine.id,
    jti: row.id,
    expiresAtMs: row.expiresAtMs,
    more: { ...row.claims, aud: row.scopes, ...scopes },
  });
  return { row, token };
}

/** Finds the opaque token that was presented, also if it is revoked or expired. */
export function findM2mToken({ store }: Instance, token: string): M2mTokenRow | undefined {
  const presented = hashSecret(token);
  return store.m2mTokens.listBy('secretHash', presented)[0];
}

/** Revokes a token for good; a second revocation changes nothing. */
export function revokeM2mToken(instance: Instance, row: M2mTokenRow, reason: string | null): M2mTokenRow {
  if (row.revokedAtMs !== null) return row;
  const atMs = instance.nowMs();
  const changes = { revokedAtMs: atMs, revocationReason: reason, updatedAtMs: atMs };
  return instance.store.m2mTokens.patch(row.id, changes);
}

function newRow(instance: Instance, machine: MachineRow, input: NewM2mToken): M2mTokenRow {
  const id = newId('mt');
  const atMs = instance.nowMs();
  return {
    id,
    machineId: machine.id,
    scopes: machine.scopedMachineIds,
    claims: input.claims,
    secretHash: hashSecret(deriveSecret(instance, SECRET_PREFIX, id)),
    revokedAtMs: null,
    revocationReason: null,
    expiresAtMs: atMs + Math.round(input.lifetimeSeconds * 1000),
    lastUsedAtMs: null,
    createdAtMs: atMs,
    updatedAtMs: atMs,
  };
}

function findReusable(instance: Instance, machine: MachineRow, input: NewM2mToken): M2mTokenRow | undefined {
  const seconds = input.minRemainingTtlSeconds;
  if (seconds === undefined) return undefined;
  const neededUntilMs = instance.nowMs() + seconds * 1000;
  return instance.store.m2mTokens.find(
    (row) =>
      row.machineId === machine.id &&
      isAlive(instance, row) &&
      row.expiresAtMs >= neededUntilMs &&
      isDeepStrictEqual([row.claims, row.scopes], [input.claims, machine.scopedMachineIds]),
  );
}
