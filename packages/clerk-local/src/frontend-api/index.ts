import { Hono } from 'hono';
import { apiKeyRoutes } from '../api-keys/frontend-api.ts';
import { billingRoutes } from '../billing/frontend-api/billing.ts';
import { billingPlanRoutes } from '../billing/frontend-api/plans.ts';
import { limitBody } from '../http/limit-body.ts';
import type { Instance } from '../instance/instance.ts';
import { oauthConsentRoutes } from '../oauth-applications/frontend-api/consent.ts';
import { oauthConsentPageRoutes } from '../oauth-applications/frontend-api/consent-page.ts';
import { oauthRoutes } from '../oauth-applications/frontend-api/index.ts';
import { avatarRoutes } from './avatars.ts';
import { addClientToErrors } from './call/add-client-to-errors.ts';
import type { CallEnv } from './call/call.ts';
import { enforceOriginPolicy } from './call/origin-policy.ts';
import { clientRoutes } from './client.ts';
import { environmentRoutes } from './environment.ts';
import { handshakeRoutes } from './handshake.ts';
import { meRoutes } from './me.ts';
import { myEmailAddressRoutes } from './my-email-addresses.ts';
import { myOrganizationRoutes } from './my-organizations.ts';
import { myProfileImageRoutes } from './my-profile-image.ts';
import { mySecondFactorRoutes } from './my-second-factors.ts';
import { mySessionRoutes } from './my-sessions.ts';
import { organizationInvitationRoutes } from './organization-invitations.ts';
import { organizationLogoRoutes } from './organization-logos.ts';
import { organizationMembershipRoutes } from './organization-memberships.ts';
import { organizationRoutes } from './organizations.ts';
import { pictureFileRoutes } from './picture-files.ts';
import { reverificationRoutes } from './reverifications.ts';
import { sessionRoutes } from './sessions.ts';
import { signInRoutes } from './sign-ins.ts';
import { signUpRoutes } from './sign-ups.ts';
import { wellKnownRoutes } from './well-known.ts';

const OVERRIDABLE_METHODS = new Set(['PATCH', 'PUT', 'DELETE']);

/**
 * Everything that clerk-js and the handshake call, plus the public keys and pictures.
 *
 * @source clerk/openapi-specs `fapi/2026-05-12.yml`; `@clerk/clerk-js` `fapiClient`.
 */
export function frontendApiRoutes(instance: Instance): Hono<CallEnv> {
  const app = new Hono<CallEnv>({ strict: false });
  app.use('/oauth/*', limitBody());
  // Before the origin policy: OAuth clients are not among the allowed origins.
  app.route('/', oauthRoutes(instance));
  app.use(enforceOriginPolicy(instance), limitBody(), addClientToErrors(instance));
  app.route('/', wellKnownRoutes(instance));
  app.route('/avatars', avatarRoutes(instance));
  // Without the version prefix.
  app.route('/', apiKeyRoutes(instance));
  app.route('/', oauthConsentPageRoutes(instance));
  app.route('/organization-logos', pictureFileRoutes(instance.store.organizationLogos));
  app.route('/profile-images', pictureFileRoutes(instance.store.profileImages));
  const v1 = [
    environmentRoutes,
    clientRoutes,
    handshakeRoutes,
    signInRoutes,
    signUpRoutes,
    sessionRoutes,
    reverificationRoutes,
    meRoutes,
    myEmailAddressRoutes,
    myProfileImageRoutes,
    mySessionRoutes,
    mySecondFactorRoutes,
    myOrganizationRoutes,
    organizationRoutes,
    organizationMembershipRoutes,
    organizationInvitationRoutes,
    oauthConsentRoutes,
    organizationLogoRoutes,
    billingPlanRoutes,
    billingRoutes,
  ];
  for (const routes of v1) app.route('/v1', routes(instance));
  return app;
}

/**
 * Gives a request its logical method: clerk-js sends PATCH, PUT and DELETE as POST with `?_method=`.
 *
 * @returns the same request when it names no other method.
 */
export function overrideMethod(request: Request): Request {
  if (request.method !== 'POST' || !request.url.includes('_method=')) return request;
  const method = new URL(request.url).searchParams.get('_method')?.toUpperCase() ?? '';
  return OVERRIDABLE_METHODS.has(method) ? new Request(request, { method }) : request;
}
