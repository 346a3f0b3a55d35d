import { createNonce, escapeHtml, renderPage } from './page.ts';
import { REASONS, type Reason } from './reasons.ts';

/**
 * The page a person sees when the proxy can neither let the request through nor mend it: what is wrong, what to do, a code.
 *
 * @param homeUrl Absolute URL of a page that works for anyone.
 * @param method Of the request: what only reads tries again by itself once Clerk may be back.
 */
export function explainPage(
  status: 401 | 403 | 421 | 503,
  reason: Reason,
  homeUrl: string,
  method: string,
): Response {
  const isRetried = reason === 'clerk_unavailable' && method === 'GET';
  const body = `<main><h1>This page cannot be shown right now</h1>
<p>${escapeHtml(REASONS[reason].message)}</p>
<p><a href="">Try again</a> or <a href="${escapeHtml(homeUrl)}">go to your account</a>.</p>
${isRetried ? '<p role="status">This page tries again by itself every few seconds.</p>' : ''}<p><code>${reason}</code></p></main>`;
  return renderPage(
    {
      status,
      title: 'This page cannot be shown right now',
      reason,
      body,
      ...(isRetried ? { retryAfterSeconds: RETRY_SECONDS } : {}),
    },
    createNonce(),
  );
}

/** Long enough to be read, short enough to be over when the outage is. */
const RETRY_SECONDS = 8;
