import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { html, raw } from 'hono/html';
import { STYLES } from '../../dashboard/styles.ts';
import type { Call, CallEnv } from '../../frontend-api/call/call.ts';
import type { Instance } from '../../instance/instance.ts';
import type { SessionRow } from '../../store/session-rows.ts';
import { identifierOf } from '../../wire/public-user.ts';
import { type OAuthRequest, parseOAuthRequest } from '../flows/authorization-request.ts';
import { OAUTH_SCOPES } from '../scopes.ts';
import { activeSession, refuse, sendToSignIn } from './authorize.ts';

/** The local Clerk's own consent screen: requested scopes, Allow, Deny. Clerk's is a page of its Account Portal. */
export function oauthConsentPageRoutes(instance: Instance): Hono<CallEnv> {
  return new Hono<CallEnv>({ strict: false }).get('/oauth-consent', (c) => {
    const parameters = new URL(c.req.url).searchParams;
    const parsed = parseOAuthRequest(instance, parameters);
    if ('refusal' in parsed) return refuse(c, parsed.refusal);
    const session = activeSession(instance, c);
    if (!session) return sendToSignIn(instance, c, parameters);
    const nonce = randomBytes(16).toString('base64');
    protectPage(c, nonce);
    return c.html(renderPage(instance, { request: parsed.request, session, parameters, nonce }));
  });
}

/**
 * No page may frame it, because a framed Allow button could be clicked by deceit. No `form-action`: the redirect after it may
 * lead to any origin.
 */
function protectPage(c: Call, nonce: string): void {
  c.header(
    'Content-Security-Policy',
    `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; frame-ancestors 'none'`,
  );
  c.header('X-Frame-Options', 'DENY');
  c.header('Cache-Control', 'no-store');
  // Not no-referrer: the form's Origin would be null.
  c.header('Referrer-Policy', 'same-origin');
}

interface ConsentPage {
  request: OAuthRequest;
  session: SessionRow;
  parameters: URLSearchParams;
  nonce: string;
}

function renderPage(instance: Instance, { request, session, parameters, nonce }: ConsentPage) {
  const { application, scopes, back } = request;
  const user = instance.store.users.get(session.userId);
  const action = `/v1/me/oauth/consent/${application.clientId}?_clerk_session_id=${session.id}`;
  const asked = [...parameters].filter(([name]) => name !== 'client_id' && name !== 'consented');
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${application.name} asks for access</title>
<style nonce="${nonce}">${raw(STYLES)}</style>
</head>
<body>
<main>
<h1>${application.name} asks for access</h1>
<p class="soft">You are signed in to ${instance.options.applicationName} as ${user ? identifierOf(instance, user) : ''}.</p>
<ul>${scopes.map((scope) => html`<li>${OAUTH_SCOPES[scope] ?? scope}</li>`)}</ul>
<p class="soft">You will go on to <code>${back.redirectUri}</code>.</p>
<form method="post" action="${action}">
${asked.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button name="consented" value="true">Allow</button>
<button name="consented" value="false">Deny</button>
</form>
</main>
</body>
</html>`;
}
