import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { html, raw } from 'hono/html';
import { STYLES } from './styles.ts';

/** Result of `html`: escaped text. */
export type Markup = ReturnType<typeof html>;

export interface PageParts {
  title: string;
  /** Which entry of the navigation this is. */
  path: (typeof NAVIGATION)[number]['path'];
  body: Markup;
  /** Inline script, ours and constant: never text from a request or a row. */
  script?: string;
}

const NAVIGATION = [
  { path: '/', label: 'Start' },
  { path: '/inbox', label: 'Inbox' },
  { path: '/users', label: 'Users' },
  { path: '/sessions', label: 'Sessions' },
  { path: '/organizations', label: 'Organizations' },
  { path: '/deliveries', label: 'Webhooks' },
  { path: '/faults', label: 'Faults' },
  { path: '/requests', label: 'Requests' },
] as const;

const ICON =
  "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><circle cx='8' cy='8' r='7' fill='%235b5bd6'/><circle cx='8' cy='8' r='3' fill='white'/></svg>";

/**
 * Responds with one of the developer's pages.
 * They show one-time codes: no other page may frame, embed, script or store them.
 */
export function respondWithPage(
  c: Context,
  { title, path, body, script }: PageParts,
): Response | Promise<Response> {
  const nonce = randomBytes(16).toString('base64');
  c.header('Content-Security-Policy', contentSecurityPolicy(nonce));
  protectAnswer(c);
  const links = NAVIGATION.map(
    (entry) =>
      html`<a href="${entry.path}"${entry.path === path ? raw(' aria-current="page"') : ''}>${entry.label}</a>`,
  );
  return c.html(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="same-origin">
<title>${title} · Local Clerk</title>
<link rel="icon" href="${ICON}">
<style nonce="${nonce}">${raw(STYLES)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header><span class="brand">Local Clerk</span><nav aria-label="Pages">${links}</nav></header>
<main id="main">${body}</main>
${script === undefined ? '' : html`<script nonce="${nonce}">${raw(script)}</script>`}
</body>
</html>`);
}

/** Headers of every developer page: no cache stores it and no other origin reads it. */
export function protectAnswer(c: Context): void {
  c.header('Cache-Control', 'no-store');
  c.header('Cross-Origin-Resource-Policy', 'same-origin');
  c.header('X-Content-Type-Options', 'nosniff');
  c.header('X-Frame-Options', 'DENY');
}

function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
