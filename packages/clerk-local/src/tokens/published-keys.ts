import { createLocalJWKSet, type JWK } from 'jose';
import type { Instance } from '../instance/instance.ts';
import type { SigningKey } from './signing-key.ts';

/**
 * Goes on publishing a former signing key for a while.
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

/** The published keys, for jose: a token signed with any other key is refused. */
export function publishedKeySet(instance: Instance): ReturnType<typeof createLocalJWKSet> {
  return createLocalJWKSet({ keys: publishedKeysOf(instance) });
}

/** Keys of the JWKS: the one that signs, then those retired recently. */
export function publishedKeysOf({ signingKey, store, nowMs }: Instance): JWK[] {
  const retired = store.retiredKeys.list(({ untilMs }) => untilMs > nowMs());
  return [signingKey.publicJwk, ...retired.map(({ publicJwk }) => publicJwk)];
}
