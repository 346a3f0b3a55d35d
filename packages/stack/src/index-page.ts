/** One app as the index page shows it. */
export interface IndexEntry {
  readonly title: string;
  readonly url: string;
  readonly state: 'waiting' | 'starting' | 'ready' | 'failed' | 'left out';
}

const STATE_TEXT: Record<IndexEntry['state'], string> = {
  waiting: 'waiting',
  starting: 'starting',
  ready: 'ready',
  failed: 'failed, see the terminal',
  'left out': 'not started',
};

/**
 * The page at the root domain: where everything is, and who can sign in.
 *
 * @param inboxUrl null with a hosted Clerk, which sends real mail; then there are no seeded accounts either.
 * @returns A whole HTML document.
 */
export function buildIndexPage(options: {
  heading: string;
  apps: readonly IndexEntry[];
  accounts: readonly { emailAddress: string; password: string }[];
  inboxUrl: string | null;
}): string {
  const { heading, apps, accounts, inboxUrl } = options;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><link rel="icon" href="data:,">
<title>${escapeHtml(heading)}</title><style>${STYLE}</style></head>
<body><main><h1>${escapeHtml(heading)}</h1>
<nav aria-label="Apps">${apps.map(appLink).join('')}</nav>
${accounts.length > 0 ? accountTable(accounts) : ''}
${inboxUrl ? `<p>All mail arrives in the <a href="${escapeHtml(inboxUrl)}">inbox</a>.</p>` : ''}
</main></body></html>
`;
}

function appLink({ title, url, state }: IndexEntry): string {
  const content = `<strong>${escapeHtml(title)}</strong><span>${escapeHtml(new URL(url).host)}</span><em data-state="${state}">${STATE_TEXT[state]}</em>`;
  return state === 'left out' ? `<div>${content}</div>` : `<a href="${escapeHtml(url)}">${content}</a>`;
}

function accountTable(accounts: readonly { emailAddress: string; password: string }[]): string {
  const rows = accounts.map(
    ({ emailAddress, password }) =>
      `<tr><td><code>${escapeHtml(emailAddress)}</code></td><td><code>${escapeHtml(password)}</code></td></tr>`,
  );
  return `<h2>Who can sign in</h2>
<table><thead><tr><th>E-mail</th><th>Password</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

const STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#18181b, #fafafa); --soft: light-dark(#52525b, #a1a1aa);
  --paper: light-dark(#fafafa, #09090b); --card: light-dark(#fff, #18181b); --line: light-dark(#e4e4e7, #27272a); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 56rem; margin: 0 auto; padding: 3rem 1.25rem; }
h1 { margin: 0 0 1.5rem; font-size: 1.5rem; } h2 { margin: 2.5rem 0 .75rem; font-size: 1rem; }
nav { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); }
nav > * { display: grid; gap: .125rem; padding: 1rem; border: 1px solid var(--line); border-radius: .75rem;
  background: var(--card); color: inherit; text-decoration: none; overflow-wrap: anywhere; }
nav > a:hover { border-color: var(--soft); } nav > div { opacity: .6; }
nav span, nav em, p, th { color: var(--soft); font-size: .875rem; font-style: normal; font-weight: 400; }
nav em[data-state=ready] { color: light-dark(#15803d, #4ade80); } nav em[data-state=failed] { color: light-dark(#b91c1c, #f87171); }
table { border-collapse: collapse; } th, td { padding: .25rem 1.5rem .25rem 0; text-align: left; }
a { color: inherit; }
`;
