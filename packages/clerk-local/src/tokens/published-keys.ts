import { createLocalJWKSet, type JWK } from 'jose';
import { z } from 'zod';
import { ApiError } from '../errors/api-error.ts';
import type { Instance } from '../instance/instance.ts';
import type { KeyRotation, SigningKey } from '../start/keys.ts';

const HOUR_MS = 60 * 60 * 1000;

const rotationSchema = z.strictObject({
  keepOldForMs: z
    .int()
    .min(0)
    .max(365 * 24 * HOUR_MS)
    .default(HOUR_MS),
});

/**
 * Publishes a key for a while that signs no more.
 *
 * @param keepOldForMs 0: not at all.
 */
export function retireKey(instance: Instance, { kid, publicJwk }: SigningKey, keepOldForMs: number): void {
  const { retiredKeys } = instance.store;
  for (const row of retiredKeys.list(({ untilMs }) => untilMs <= instance.nowMs()))
    retiredKeys.delete(row.id);
  if (keepOldForMs === 0) return;
  retiredKeys.set({ id: kid, publicJwk: { ...publicJwk }, untilMs: instance.nowMs() + keepOldForMs });
}

/** @throws {ApiError} 400 `rotation_invalid`. */
export function parseKeyRotation(input: unknown): Required<KeyRotation> {
  const { success, data, error } = rotationSchema.safeParse(input);
  if (success) return data;
  throw new ApiError(400, 'rotation_invalid', `Send {"keepOldForMs"?: 0 or more}. ${z.prettifyError(error)}`);
}

/** The key that a token of this instance was signed with, for jose; it refuses a token of a key that is published no more. */
export function publishedKeySet(instance: Instance): ReturnType<typeof createLocalJWKSet> {
  return createLocalJWKSet({ keys: publishedKeysOf(instance) });
}

/** What the JWKS publishes: the key that signs first, then those retired not long ago. */
export function publishedKeysOf({ signingKey, store, nowMs }: Instance): JWK[] {
  const retired = store.retiredKeys.list(({ untilMs }) => untilMs > nowMs());
  return [signingKey.publicJwk, ...retired.map(({ publicJwk }) => publicJwk)];
}
