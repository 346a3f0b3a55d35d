import { Hono } from 'hono';
import { currentSessionOf } from '../../flows/sessions/sessions.ts';
import { type Call, type CallEnv, readClient } from '../../frontend-api/call/call.ts';
import type { Instance } from '../../instance/instance.ts';
import type { SessionRow } from '../../store/session-rows.ts';
import { type OAuthRefusal, type OAuthRequest, parseOAuthRequest } from '../flows/authorization-request.ts';
import { issueCode, needsConsent } from '../flows/grants.ts';
import { oauthUrls } from '../wire/application.ts';
import { returnToProgram } from './return-to-program.ts';

/**
 * The page to which an OAuth client sends the browser. It leads back with a code, to the sign-in page, or to the consent screen.
 *
 * @throws {ApiError} 400 or 401: unknown client or redirect URI; the browser is not redirected.
 * @source clerk/openapi-specs FAPI `requestOAuthAuthorize`; RFC 6749 section 4.1.1.
 */
export function oauthAuthorizeRoutes(instance: Instance): Hono<CallEnv> {
  return new Hono<CallEnv>({ strict: false })
    .get('/oauth/authorize', (c) => authorize(instance, c, new URL(c.req.url).searchParams))
    .post('/oauth/authorize', async (c) => authorize(instance, c, new URLSearchParams(await c.req.text())));
}

/** The browser's session: live, and without tasks. */
export function activeSession(instance: Instance, c: Call): SessionRow | undefined {
  const client = readClient(instance, c);
  const session = client && currentSessionOf(instance, client);
  return session?.status === 'active' ? session : undefined;
}

/** Redirects a browser to the sign-in page, and from there to `/oauth/authorize` again. */
export function sendToSignIn(instance: Instance, c: Call, parameters: URLSearchParams): Response {
  const target = new URL(instance.options.signInUrl);
  target.searchParams.set('redirect_url', `${oauthUrls(instance).authorize}?${parameters}`);
  c.header('Cache-Control', 'no-store');
  return c.redirect(target.href, c.req.method === 'GET' ? 302 : 303);
}

/** Redirects back to the client with an error. */
export function refuse(c: Call, { back, error, description }: OAuthRefusal): Response | Promise<Response> {
  return returnToProgram(c, back, { error, error_description: description });
}

function authorize(instance: Instance, c: Call, parameters: URLSearchParams): Response | Promise<Response> {
  const parsed = parseOAuthRequest(instance, parameters);
  if ('refusal' in parsed) return refuse(c, parsed.refusal);
  const { request } = parsed;
  const session = activeSession(instance, c);
  if (!session) {
    return request.prompt === 'none'
      ? refuse(c, refusalOf(request, 'login_required', 'No user is signed in.'))
      : sendToSignIn(instance, c, parameters);
  }
  if (needsConsent(instance, request, session.userId)) {
    if (request.prompt === 'none') {
      return refuse(c, refusalOf(request, 'consent_required', 'The user has not agreed yet.'));
    }
    c.header('Cache-Control', 'no-store');
    return c.redirect(`${oauthUrls(instance).consent}?${parameters}`, c.req.method === 'GET' ? 302 : 303);
  }
  const code = issueCode(instance, request, session, session.lastActiveOrganizationId);
  return returnToProgram(c, request.back, { code });
}

function refusalOf({ back }: OAuthRequest, error: OAuthRefusal['error'], description: string): OAuthRefusal {
  return { back, error, description };
}
