import { Hono } from 'hono';
import { ApiError, notFound, unauthenticated } from '../../errors/api-error.ts';
import { memberOrganizationId } from '../../flows/sessions/sessions.ts';
import { type Call, type CallEnv, requireSession } from '../../frontend-api/call/call.ts';
import type { Instance } from '../../instance/instance.ts';
import type { SessionRow } from '../../store/session-rows.ts';
import { findOAuthApplication } from '../flows/applications.ts';
import { parseOAuthRequest } from '../flows/authorization-request.ts';
import { issueCode, rememberConsent } from '../flows/grants.ts';
import type { OAuthApplicationRow } from '../rows.ts';
import { OAUTH_SCOPES, splitScopes } from '../scopes.ts';
import { refuse } from './authorize.ts';
import { returnToProgram } from './return-to-program.ts';

/**
 * What a consent screen (ours, `<OAuthConsent/>`, an app's own) reads and sends.
 *
 * @throws {ApiError} 401: no user is signed in; 404: no such application, or no membership in `organization_id`; 422
 * `feature_requires_oauth2_consent_screen_enabled`: the application shows no consent screen.
 * @source clerk/openapi-specs FAPI `getOAuthConsent`, `submitOAuthConsent`; `@clerk/ui` 1.34.0 `OAuthConsent`.
 */
export function oauthConsentRoutes(instance: Instance): Hono<CallEnv> {
  return new Hono<CallEnv>({ strict: false })
    .get('/me/oauth/consent/:clientId', (c) => {
      requireSession(instance, c);
      const application = requireApplication(instance, c.req.param('clientId'));
      return c.json(toConsentInfoJSON(application, c.req.query('scope'), c.req.query('redirect_uri')));
    })
    .post('/me/oauth/consent/:clientId', async (c) => {
      // Every browser sends Origin with a form; a form without it could come from any page.
      if (c.req.header('origin') === undefined)
        throw new ApiError(400, 'origin_invalid', 'The form has no Origin.');
      const { session } = requireSession(instance, c);
      if (session.status !== 'active') throw unauthenticated();
      const application = requireApplication(instance, c.req.param('clientId'));
      const parameters = new URLSearchParams(await c.req.text());
      parameters.set('client_id', application.clientId);
      return decide(instance, c, session, parameters);
    });
}

function decide(
  instance: Instance,
  c: Call,
  session: SessionRow,
  parameters: URLSearchParams,
): Response | Promise<Response> {
  const parsed = parseOAuthRequest(instance, parameters);
  if ('refusal' in parsed) return refuse(c, parsed.refusal);
  const { request } = parsed;
  // Consent screens repeat the parameters of their own address: a `consented` from there must not count as a click.
  const answers = parameters.getAll('consented');
  if (answers.length !== 1 || answers[0] !== 'true') {
    return refuse(c, {
      back: request.back,
      error: 'access_denied',
      description: 'The user did not agree.',
    });
  }
  const organizationId = chosenOrganization(instance, session, parameters.get('organization_id'));
  rememberConsent(instance, request, session.userId);
  return returnToProgram(c, request.back, { code: issueCode(instance, request, session, organizationId) });
}

function chosenOrganization(instance: Instance, session: SessionRow, wanted: string | null): string | null {
  if (!wanted) return session.lastActiveOrganizationId;
  const id = memberOrganizationId(instance, session.userId, wanted);
  if (id === undefined) throw notFound('This organization');
  return id;
}

function requireApplication(instance: Instance, clientId: string): OAuthApplicationRow {
  const application = findOAuthApplication(instance, clientId);
  if (!application) throw notFound('This OAuth application');
  if (application.consentScreenEnabled) return application;
  throw new ApiError(
    422,
    'feature_requires_oauth2_consent_screen_enabled',
    'This OAuth application shows no consent screen.',
  );
}

function toConsentInfoJSON(
  application: OAuthApplicationRow,
  scope: string | undefined,
  redirectUri: string | undefined,
) {
  const wanted = scope === undefined ? application.scopes : splitScopes(scope);
  const isRegistered = redirectUri !== undefined && application.redirectUris.includes(redirectUri);
  return {
    oauth_application_name: application.name,
    oauth_application_logo_url: null,
    oauth_application_url: null,
    client_id: application.clientId,
    redirect_domain: isRegistered ? new URL(redirectUri).hostname || null : null,
    scopes: application.scopes
      .filter((one) => wanted.includes(one))
      .map((one) => ({ scope: one, description: OAUTH_SCOPES[one] ?? null, requires_consent: true })),
  };
}
