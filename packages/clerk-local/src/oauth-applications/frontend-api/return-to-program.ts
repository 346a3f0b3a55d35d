import { randomBytes } from 'node:crypto';
import { html } from 'hono/html';
import type { Call } from '../../frontend-api/call/call.ts';
import type { OAuthReturn } from '../flows/authorization-request.ts';

/**
 * Redirects the browser back to the client with a code or an error.
 *
 * @param answer Parameters of the response; `state` is added.
 * @source RFC 6749 section 4.1.2; OAuth 2.0 Form Post Response Mode.
 */
export function returnToProgram(
  c: Call,
  { redirectUri, responseMode, state }: OAuthReturn,
  answer: Readonly<Record<string, string>>,
): Response | Promise<Response> {
  const parameters = { ...answer, ...(state === null ? {} : { state }) };
  c.header('Cache-Control', 'no-store');
  // The address contains the code: no other site may learn it from Referer.
  c.header('Referrer-Policy', 'no-referrer');
  if (responseMode === 'form_post') return postToProgram(c, redirectUri, parameters);
  // Exactly as registered: it is not parsed and serialised again.
  const separator = redirectUri.includes('?') ? '&' : '?';
  const target = `${redirectUri}${separator}${new URLSearchParams(parameters)}`;
  // 303: after a POST the browser must send a GET.
  return c.redirect(target, c.req.method === 'GET' ? 302 : 303);
}

function postToProgram(
  c: Call,
  action: string,
  parameters: Record<string, string>,
): Response | Promise<Response> {
  const nonce = randomBytes(16).toString('base64');
  c.header(
    'Content-Security-Policy',
    `default-src 'none'; script-src 'nonce-${nonce}'; frame-ancestors 'none'`,
  );
  const inputs = Object.entries(parameters).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return c.html(html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Going back</title></head>
<body>
<form method="post" action="${action}">${inputs}<button>Continue</button></form>
<script nonce="${nonce}">document.forms[0].submit()</script>
</body>
</html>`);
}
