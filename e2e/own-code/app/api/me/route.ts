import { withAuth } from '@subdomain-sso/auth/server';

export const GET = withAuth((_request, { userId }) => Response.json({ userId }));
