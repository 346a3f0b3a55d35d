import type { Seed } from 'clerk-local';
import type { Addresses } from './addresses.ts';

/** The page at the root domain: where everything is, and who can sign in. @returns a whole HTML document. */
export function buildIndexPage({
  domain,
  addresses,
  seed,
}: {
  domain: string;
  addresses: Addresses;
  seed: Seed;
}): string {
  const { apps, clerk, inbox } = addresses;
  const links = apps.map(({ app, origin }) => link(origin, app.name));
  const users = seed.users.map(
    ({ emailAddress, password }) =>
      `<tr><td><code>${escapeHtml(emailAddress)}</code></td><td><code>${escapeHtml(password ?? 'a code, in the inbox')}</code></td></tr>`,
  );
  const accounts = users.length === 0 ? '' : `<h2>Who can sign in</h2><table>${users.join('')}</table>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><link rel="icon" href="data:,">
<title>${escapeHtml(domain)}</title><style>${STYLE}</style></head>
<body><main><h1>${escapeHtml(domain)}</h1><ul>${links.join('')}</ul>
${accounts}<p>${anchor(clerk, 'Clerk')} · ${anchor(inbox, 'inbox')}</p></main></body></html>
`;
}

function link(url: string, title: string): string {
  return `<li>${anchor(url, title)} <code>${escapeHtml(url)}</code></li>`;
}

function anchor(url: string, title: string): string {
  return `<a href="${escapeHtml(url)}">${escapeHtml(title)}</a>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

const STYLE = `
:root { color-scheme: light dark; }
body { margin: 0; font: 16px/1.6 system-ui, sans-serif; }
main { max-width: 44rem; margin: 0 auto; padding: 3rem 1.25rem; }
h2 { font-size: 1rem; margin-top: 2rem; } td { padding-right: 1.5rem; } code { overflow-wrap: anywhere; }
`;
