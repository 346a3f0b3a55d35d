import { REASONS, type Reason } from './events.ts';
import { createNonce, escapeHtml, renderPage } from './page.ts';

/**
 * The page a person sees when the proxy can neither let the request through nor mend it: what is wrong, what to do, a code.
 *
 * @param homeUrl Absolute URL of a page that works for anyone.
 */
export function explainPage(status: 401 | 403 | 421 | 503, reason: Reason, homeUrl: string): Response {
  const body = `<main><h1>This page cannot be shown right now</h1>
<p>${escapeHtml(REASONS[reason])}</p>
<p><a href="">Try again</a> or <a href="${escapeHtml(homeUrl)}">go to your account</a>.</p>
<p><code>${reason}</code></p></main>`;
  return renderPage({ status, title: 'This page cannot be shown right now', reason, body }, createNonce());
}
