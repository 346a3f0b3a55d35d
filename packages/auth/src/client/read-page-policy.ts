import { workUnitAsyncStorage } from 'next/dist/server/app-render/work-unit-async-storage.external';

/** The policy of the page being rendered, and the nonce in it. */
interface PagePolicy {
  readonly policy: string;
  readonly nonce: string;
}

/**
 * Reads the policy that the proxy chose for this page; undefined while a page is rendered at build time, for every visitor.
 * `headers()` would return the same, but would make every page dynamic; this reads the store without that effect.
 *
 * @source Next 16.4.6 `RequestStore`: the store has the type `request` only while a page is rendered for a request.
 */
export function readPagePolicy(): PagePolicy | undefined {
  const store = workUnitAsyncStorage.getStore();
  if (store?.type !== 'request') return undefined;
  const policy = store.headers.get('content-security-policy');
  const nonce = store.headers.get('x-nonce');
  return policy && nonce ? { policy, nonce } : undefined;
}
