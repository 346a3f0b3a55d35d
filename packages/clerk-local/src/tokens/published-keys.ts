import { createLocalJWKSet, type JWK } from 'jose';
import type { Instance } from '../instance/instance.ts';
import type { SigningKey } from './signing-key.ts';

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

/** The key that a token of this instance was signed with, for jose; it refuses a token of a key that is published no more. */
export function publishedKeySet(instance: Instance): ReturnType<typeof createLocalJWKSet> {
  return createLocalJWKSet({ keys: publishedKeysOf(instance) });
}

/** What the JWKS publishes: the key that signs first, then those retired not long ago. */
export function publishedKeysOf({ signingKey, store, nowMs }: Instance): JWK[] {
  const retired = store.retiredKeys.list(({ untilMs }) => untilMs > nowMs());
  return [signingKey.publicJwk, ...retired.map(({ publicJwk }) => publicJwk)];
}
