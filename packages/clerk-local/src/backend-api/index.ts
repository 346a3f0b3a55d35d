import { Hono } from 'hono';
import { apiKeyRoutes } from '../api-keys/backend-api.ts';
import { billingRoutes } from '../billing/backend-api.ts';
import type { Instance } from '../instance/instance.ts';
import { jwtTemplateRoutes } from '../jwt-templates/backend-api.ts';
import { m2mTokenRoutes } from '../machines/backend-api/m2m-tokens.ts';
import { machineRoutes } from '../machines/backend-api/machines.ts';
import { oauthAccessTokenRoutes } from '../oauth-applications/backend-api/access-tokens.ts';
import { oauthApplicationRoutes } from '../oauth-applications/backend-api/applications.ts';
import { oauthSettingsRoutes } from '../oauth-applications/backend-api/settings.ts';
import { clientRoutes } from './clients.ts';
import { jwksRoutes } from './jwks.ts';
import { organizationInvitationRoutes } from './organization-invitations.ts';
import { organizationLogoRoutes } from './organization-logos.ts';
import { organizationMembershipRoutes } from './organization-memberships.ts';
import { organizationPermissionRoutes } from './organization-permissions.ts';
import { organizationRoleRoutes } from './organization-roles.ts';
import { organizationRoutes } from './organizations.ts';
import { roleSetRoutes } from './role-sets.ts';
import { sessionRefreshRoutes } from './session-refresh.ts';
import { sessionRoutes } from './sessions.ts';
import { signInTokenRoutes } from './sign-in-tokens.ts';
import { testingTokenRoutes } from './testing-tokens.ts';
import { userMetadataRoutes } from './user-metadata.ts';
import { userPasswordRoutes } from './user-passwords.ts';
import { userSecondFactorRoutes } from './user-second-factors.ts';
import { userStateRoutes } from './user-state.ts';
import { userRoutes } from './users.ts';

/** Every Backend API route, without version prefix and without the check of the secret key: `buildApp` adds both. */
export function backendApiRoutes(instance: Instance): Hono {
  const routes = [
    jwksRoutes,
    clientRoutes,
    userRoutes,
    userMetadataRoutes,
    userStateRoutes,
    userSecondFactorRoutes,
    userPasswordRoutes,
    sessionRoutes,
    sessionRefreshRoutes,
    signInTokenRoutes,
    testingTokenRoutes,
    organizationRoutes,
    organizationMembershipRoutes,
    organizationInvitationRoutes,
    apiKeyRoutes,
    machineRoutes,
    m2mTokenRoutes,
    oauthAccessTokenRoutes,
    oauthApplicationRoutes,
    oauthSettingsRoutes,
    organizationRoleRoutes,
    organizationPermissionRoutes,
    roleSetRoutes,
    billingRoutes,
    organizationLogoRoutes,
    jwtTemplateRoutes,
  ];
  const app = new Hono();
  for (const resource of routes) app.route('/', resource(instance));
  return app;
}
