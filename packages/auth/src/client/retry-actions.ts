import type { LoadedClerk } from '@clerk/shared/types';
import type { TargetExpression } from '../organization-target.ts';
import { hasReason } from '../reasons.ts';
import { targetOrganizationId } from './active-organization.ts';
import { addressTarget } from './address-target.ts';

/**
 * Lets Server Actions of this page be sent once more with a fresh token, where the proxy asks for one. Next sends them by
 * itself, so its calls are met at `window.fetch`. Without this a form that is sent with an expired token, or from a tab whose
 * address names another organization than the latest cookie, ends on the error page.
 *
 * The second time the token goes into the Authorization header: the cookie is shared with the other tabs of this app.
 *
 * @param expressions Paths that name their organization.
 * @returns Puts things back.
 * @source Next.js 16 `server-action-reducer`: POST to the page's own address with a `next-action` header.
 */
export function retryActions(expressions: readonly TargetExpression[]): () => void {
  const original = window.fetch;
  const fetchWithRetry: typeof fetch = async (input, init) => {
    const isAction = init?.method === 'POST' && new Headers(init.headers).has('next-action');
    if (!isAction) return original(input, init);
    const request = new Request(input, init);
    const again = request.clone();
    const response = await original(request);
    if (!hasReason(response.headers, 'session_sync_needed')) return response;
    const token = await freshToken(expressions);
    if (!token) return response;
    const headers = new Headers(again.headers);
    headers.set('authorization', `Bearer ${token}`);
    return original(new Request(again, { headers }));
  };
  window.fetch = fetchWithRetry;
  return () => {
    // Somebody may have wrapped it again since.
    if (window.fetch === fetchWithRetry) window.fetch = original;
  };
}

/** A token of this origin, for the organization that the address names. */
async function freshToken(expressions: readonly TargetExpression[]): Promise<string | null> {
  // clerk-js puts itself there; the type is the one its documentation gives.
  const session = (window as { Clerk?: Partial<LoadedClerk> }).Clerk?.session;
  const organizationId = targetOrganizationId(session, addressTarget(expressions, window.location.pathname));
  try {
    const options = organizationId ? { organizationId } : {};
    return (await session?.getToken({ ...options, skipCache: true })) ?? null;
  } catch {
    return null;
  }
}
