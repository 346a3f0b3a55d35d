import { formatReasonHeader, REASONS, type Reason } from '../reasons.ts';
import { escapeHtml, renderPage } from './recovery-page.ts';
import type { PageSources } from './recovery-page-policy.ts';

/** Seconds: long enough to read the page, short enough for the end of an outage to be noticed soon. */
const RETRY_SECONDS = 8;

export interface Explanation {
  readonly status: 401 | 403 | 421 | 503;
  readonly reason: Reason;
  /** Absolute URL of a page that works for anyone. */
  readonly homeUrl: string;
  /** Of the request; a page that was only read loads again by itself once Clerk may be back. */
  readonly method: string;
  readonly sources: PageSources;
  /** Absolute URL of the sign-in page, where signing in helps; it opens in a new tab, because it cannot be framed. */
  readonly signInUrl?: string | undefined;
  /** Absolute URL of the page with the form that was sent; undefined: unknown. */
  readonly formUrl?: string | undefined;
}

/**
 * Renders the page that a user sees when neither the app can receive the request nor the session can be synced: what is wrong,
 * what to do, and the reason's code.
 */
export function explainPage(explanation: Explanation): Response {
  const { status, reason, homeUrl, method, sources } = explanation;
  const isRetried = reason === 'clerk_unavailable' && method === 'GET';
  const body = `<main><h1>This page cannot be shown right now</h1>
<p>${escapeHtml(REASONS[reason].message)}</p>
<p>${wayOut(explanation)} or <a href="${escapeHtml(homeUrl)}">go to your account</a>.</p>
${isRetried ? '<p role="status">This page tries again by itself every few seconds.</p>' : ''}<p><code>${reason}</code></p></main>`;
  return renderPage({
    status,
    title: 'This page cannot be shown right now',
    reason: formatReasonHeader(reason),
    body,
    sources,
    ...(isRetried ? { retryAfterSeconds: RETRY_SECONDS } : {}),
  });
}

/** The target of a form is often no page: opening it would end in 405. */
function wayOut({ method, signInUrl, formUrl }: Explanation): string {
  if (signInUrl)
    return `<a href="${escapeHtml(signInUrl)}" target="_blank" rel="noopener">Sign in</a>, <a href="">try again</a>`;
  if (method !== 'POST') return '<a href="">Try again</a>';
  return formUrl
    ? `<a href="${escapeHtml(formUrl)}">Open the page with the form again</a>`
    : 'Go back to the page with the form';
}
