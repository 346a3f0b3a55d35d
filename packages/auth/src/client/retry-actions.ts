import { authFetch } from './auth-fetch.ts';

/**
 * Lets Server Actions of this page be sent once more with a fresh token, where the proxy asks for one. Next sends them by
 * itself, so its calls are met at `window.fetch`. Without this a form that is sent with an expired token, or from a tab whose
 * address names another organization than the latest token, ends on the error page.
 *
 * @returns Puts things back.
 * @source Next.js 16 `server-action-reducer`: POST to the page's own address with a `next-action` header.
 */
export function retryActions(): () => void {
  const original = window.fetch;
  const fetchWithRetry: typeof fetch = (input, init) => {
    const isAction = init?.method === 'POST' && new Headers(init.headers).has('next-action');
    return isAction ? authFetch(input, init, original) : original(input, init);
  };
  window.fetch = fetchWithRetry;
  return () => {
    // Somebody may have wrapped it again since.
    if (window.fetch === fetchWithRetry) window.fetch = original;
  };
}
