import type { LoadedClerk } from '@clerk/shared/types';
import { hasReason } from '../../reasons.ts';
import type { TargetExpression } from '../../registry/organization-target.ts';
import { addressTarget, targetOrganizationId } from '../active-organization.ts';
import { whenLoaded } from './when-loaded.ts';

/**
 * Repeats a Server Action of this page once with a fresh token, where the proxy asks for one. Next sends Server Actions by itself,
 * so this wraps `window.fetch`. Without it, a form that is sent with an expired token, or from a tab whose address names another
 * organization than the latest cookie, ends on the error page.
 *
 * The repeated call has the token in the Authorization header, because the cookie is shared with the other tabs of this app.
 *
 * @param clerk It need not have loaded yet.
 * @param expressions Paths that name their organization.
 * @returns Restores `window.fetch`.
 * @source Next.js 16 `server-action-reducer`: POST to the page's own address with a `next-action` header.
 */
export function retryActions(clerk: LoadedClerk, expressions: readonly TargetExpression[]): () => void {
  const original = window.fetch;
  const fetchWithRetry: typeof fetch = async (input, init) => {
    const isAction = init?.method === 'POST' && new Headers(init.headers).has('next-action');
    if (!isAction) return original(input, init);
    const request = new Request(input, init);
    const again = request.clone();
    const response = await original(request);
    // Another origin could ask for the token as well.
    const isOwn = new URL(again.url).origin === window.location.origin;
    if (!isOwn || !hasReason(response.headers, 'session_sync_needed')) return response;
    const token = await freshToken(clerk, expressions);
    if (!token) return response;
    const headers = new Headers(again.headers);
    headers.set('authorization', `Bearer ${token}`);
    return original(new Request(again, { headers }));
  };
  window.fetch = fetchWithRetry;
  return () => {
    // Other code may have wrapped it again since.
    if (window.fetch === fetchWithRetry) window.fetch = original;
  };
}

/** A token of this origin, for the organization that the address names. An action may be sent before clerk-js has loaded. */
async function freshToken(
  clerk: LoadedClerk,
  expressions: readonly TargetExpression[],
): Promise<string | null> {
  await whenLoaded(clerk);
  const { session } = clerk;
  const organizationId = targetOrganizationId(session, addressTarget(expressions, window.location.pathname));
  try {
    const options = organizationId ? { organizationId } : {};
    return (await session?.getToken({ ...options, skipCache: true })) ?? null;
  } catch {
    return null;
  }
}
