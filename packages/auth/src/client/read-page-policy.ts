import { workUnitAsyncStorage } from 'next/dist/server/app-render/work-unit-async-storage.external';

/** The policy of the page being rendered, and the nonce in it. */
interface PagePolicy {
  readonly nonce: string;
  /** Null: a policy of the team's own handler, which the answer has as a header. */
  readonly policy: string | null;
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
  if (!nonce) return undefined;
  return { nonce, policy: policy && isPagePolicy(policy, nonce) ? policy : null };
}

/** The policy of `buildNoncePolicy` is one directive. In a `<meta>` no other has the effect that it has as a header. */
function isPagePolicy(policy: string, nonce: string): boolean {
  return policy.startsWith(`script-src 'nonce-${nonce}'`) && !policy.includes(';');
}
