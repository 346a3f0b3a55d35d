import { createNonce } from '../headers/nonce.ts';
import { REASON_HEADER } from '../reasons.ts';
import { type PageSources, recoveryPagePolicy } from './recovery-page-policy.ts';

/** A small page that the package serves in place of the app's: self-contained, never stored, with its own strict CSP. */
export interface RecoveryPage {
  readonly status: number;
  readonly title: string;
  /** Value of the reason header, from `formatReasonHeader`. */
  readonly reason: string;
  readonly sources: PageSources;
  /** Seconds after which the browser loads the page again; absent: it does not. */
  readonly retryAfterSeconds?: number;
  /** Trusted HTML of the body; escape what is not a constant. */
  readonly body: string;
  readonly scripts?: readonly PageScript[];
  /** Whether the page sends a form to the app; default false. */
  readonly sendsForm?: boolean;
  /** Origins that the scripts may call, besides the page's own. The browser connects to each at once. */
  readonly connect?: readonly string[];
  /** URLs that the scripts will call with cookies, by GET: the browser calls them at once, and the script gets these answers. */
  readonly preload?: readonly string[];
}

export interface PageScript {
  /** Attributes by name; values are escaped. `src` makes it external. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly code?: string;
}

/**
 * Renders a page whose only executable parts are the scripts it names.
 *
 * @returns HTML, `private, no-store`, not indexable; only those may frame it who may frame the app.
 */
export function renderPage(page: RecoveryPage): Response {
  const nonce = createNonce();
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
${page.retryAfterSeconds ? `<meta http-equiv="refresh" content="${page.retryAfterSeconds}">` : ''}<title>${escapeHtml(page.title)}</title>
${(page.connect ?? []).map((origin) => hint('rel="preconnect"', origin)).join('\n')}
${(page.preload ?? []).map((url) => hint('rel="preload" as="fetch"', url)).join('\n')}
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
${page.body}
${(page.scripts ?? []).map((script) => renderScript(script, nonce)).join('\n')}
</body>
</html>`;
  return new Response(html, {
    status: page.status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'private, no-store',
      'content-security-policy': recoveryPagePolicy({
        nonce,
        connect: page.connect ?? [],
        formTargets: page.sendsForm ? page.sources.formTargets : null,
        frameAncestors: page.sources.frameAncestors,
      }),
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      [REASON_HEADER]: page.reason,
      ...(page.retryAfterSeconds ? { 'retry-after': String(page.retryAfterSeconds) } : {}),
    },
  });
}

/** Escapes text for HTML content and quoted attribute values. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Browsers use separate connections for calls with cookies, and match them only with hints that say so. */
function hint(kind: 'rel="preconnect"' | 'rel="preload" as="fetch"', url: string): string {
  return `<link ${kind} href="${escapeHtml(url)}" crossorigin="use-credentials">`;
}

function renderScript({ attributes, code = '' }: PageScript, nonce: string): string {
  const rendered = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeHtml(value)}"`);
  return `<script nonce="${nonce}"${rendered.join('')}>${code}</script>`;
}

// The dots appear only after 400 ms: most syncs are over before, and a flash would look like a defect.
const STYLE = `
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{margin:0;min-height:100vh;min-height:100svh;display:grid;place-items:center;background:Canvas;color:CanvasText}
main{max-width:28rem;padding:1.5rem;text-align:center;text-wrap:pretty;overflow-wrap:break-word}
h1{font-size:1.25rem;line-height:1.3;margin:0 0 .5rem;text-wrap:balance}p{margin:.75rem 0}code{font-size:.875rem;opacity:.8}
a{color:LinkText;text-underline-offset:.15em}[hidden]{display:none!important}
button{font:inherit;font-weight:600;min-height:2.75rem;padding:.5rem 1.25rem;border:1px solid CanvasText;border-radius:.5rem;background:CanvasText;color:Canvas;cursor:pointer}
button:disabled{opacity:.6;cursor:default}
a:focus-visible,button:focus-visible{outline:2px solid LinkText;outline-offset:3px;border-radius:.25rem}
#wait{opacity:0;animation:show .2s .4s forwards}
.dot{display:inline-block;width:.5rem;height:.5rem;margin:0 .15rem;border-radius:50%;background:currentColor;animation:pulse 1s infinite alternate}
.dot:nth-child(2){animation-delay:.2s}.dot:nth-child(3){animation-delay:.4s}
@keyframes show{to{opacity:1}}@keyframes pulse{from{opacity:.2}to{opacity:.8}}
@media (prefers-reduced-motion:reduce){.dot{animation:none;opacity:.6}}
`;
