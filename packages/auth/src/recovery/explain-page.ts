import { formatReasonHeader, REASONS, type Reason } from '../reasons.ts';
import { escapeHtml, renderPage } from './recovery-page.ts';

/** Seconds: long enough to read the page, short enough for the end of an outage to be noticed soon. */
const RETRY_SECONDS = 8;

/**
 * Renders the page that a user sees when the proxy can neither let the request through nor sync the session: what is wrong,
 * what to do, and the reason's code.
 *
 * @param page `homeUrl`: absolute URL of a page that works for anyone. `method`: of the request; a page that was only read
 *   loads again by itself once Clerk may be back.
 */
export function explainPage({
  status,
  reason,
  homeUrl,
  method,
}: {
  readonly status: 401 | 403 | 421 | 503;
  readonly reason: Reason;
  readonly homeUrl: string;
  readonly method: string;
}): Response {
  const isRetried = reason === 'clerk_unavailable' && method === 'GET';
  const body = `<main><h1>This page cannot be shown right now</h1>
<p>${escapeHtml(REASONS[reason].message)}</p>
<p><a href="">Try again</a> or <a href="${escapeHtml(homeUrl)}">go to your account</a>.</p>
${isRetried ? '<p role="status">This page tries again by itself every few seconds.</p>' : ''}<p><code>${reason}</code></p></main>`;
  return renderPage({
    status,
    title: 'This page cannot be shown right now',
    reason: formatReasonHeader(reason),
    body,
    ...(isRetried ? { retryAfterSeconds: RETRY_SECONDS } : {}),
  });
}
