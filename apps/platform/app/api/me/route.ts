import { withAuth } from '@repo/auth/server';

/** Says who the caller is, as this app sees it. */
export const GET = withAuth((_request, { userId, sessionId, orgId, orgSlug, orgRole }) =>
  Response.json({
    userId,
    sessionId,
    organization: orgId ? { id: orgId, slug: orgSlug, role: orgRole } : null,
  }),
);
