import { type Caller, withAuth } from '@subdomain-sso/auth/server';

/** Returns who the caller is, as this app sees it: a user, an API key, another service or an application. */
export const GET = withAuth((_request, caller) => Response.json(describe(caller)), {
  accepts: ['session_token', 'api_key', 'm2m_token', 'oauth_token'],
});

function describe(caller: Caller): object {
  switch (caller.tokenType) {
    case 'session_token': {
      const { userId, sessionId, orgId, orgSlug, orgRole, actor } = caller;
      const organization = orgId ? { id: orgId, slug: orgSlug, role: orgRole } : null;
      return { tokenType: caller.tokenType, userId, sessionId, organization, actor };
    }
    case 'api_key': {
      const { tokenType, id, name, userId, orgId, scopes } = caller;
      return { tokenType, id, name, userId, orgId, scopes };
    }
    case 'm2m_token': {
      const { tokenType, id, machineId, scopes } = caller;
      return { tokenType, id, machineId, scopes };
    }
    case 'oauth_token': {
      const { tokenType, id, userId, clientId, scopes } = caller;
      return { tokenType, id, userId, clientId, scopes };
    }
  }
}
