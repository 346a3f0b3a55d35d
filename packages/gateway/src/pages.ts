/** Escapes text for HTML content and quoted attributes. */
function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/**
 * The page shown while an app boots. It loads itself again until the app answers, without a script.
 *
 * @param refreshSeconds Whole seconds between two attempts.
 */
export function waitingPage(title: string, refreshSeconds: number): string {
  return page({
    title: `${title} is starting`,
    head: `<meta http-equiv="refresh" content="${refreshSeconds}">`,
    body: `<div class="spinner" role="presentation"></div><h1>${escapeHtml(title)} is starting</h1>
<p role="status">This page opens it as soon as it answers.</p>`,
  });
}

/** The page for a target that cannot answer: it has stopped, or it closed the connection before it had answered. */
export function failurePage(title: string, reason: string): string {
  return page({
    title: `${title} does not answer`,
    body: `<h1>${escapeHtml(title)} does not answer</h1><p>${escapeHtml(reason)}</p>`,
  });
}

/** The page for a host that is not registered. Lists the registered hosts as links. */
export function unknownHostPage(host: string, known: readonly { url: string; title: string }[]): string {
  const links = known.map(
    ({ url, title }) => `<li><a href="${escapeHtml(url)}">${escapeHtml(title)}</a></li>`,
  );
  return page({
    title: 'No app here',
    body: `<h1>No app here</h1><p><code>${escapeHtml(host || '(no host)')}</code> is not running behind this gateway. These are:</p>
<ul>${links.join('')}</ul>`,
  });
}

/** The page for a path the root domain does not have. */
export function notFoundPage(indexUrl: string): string {
  return page({
    title: 'Nothing here',
    body: `<h1>Nothing here</h1><p>All apps are listed on <a href="${escapeHtml(indexUrl)}">the index page</a>.</p>`,
  });
}

function page({ title, head = '', body }: { title: string; head?: string; body: string }): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><link rel="icon" href="data:,">${head}
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body><main>${body}</main></body></html>
`;
}

const STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#18181b, #fafafa); --soft: light-dark(#52525b, #a1a1aa);
  --paper: light-dark(#fafafa, #09090b); --line: light-dark(#e4e4e7, #3f3f46); }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--paper); color: var(--soft);
  font: 16px/1.6 system-ui, sans-serif; }
main { max-width: 32rem; padding: 2rem; }
h1 { margin: 0 0 .5rem; font-size: 1.25rem; line-height: 1.3; color: var(--ink); }
p { margin: 0; } ul { padding-left: 1.2rem; } a { color: var(--ink); }
.spinner { width: 1.5rem; height: 1.5rem; margin-bottom: 1rem; border: 2px solid var(--line); border-top-color: var(--ink);
  border-radius: 50%; animation: turn 1s linear infinite; }
@keyframes turn { to { transform: rotate(1turn); } }
@media (prefers-reduced-motion: reduce) { .spinner { animation: none; } }
`;
