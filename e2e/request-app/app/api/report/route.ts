import { withAuth } from '@subdomain-sso/auth/server';

/** Outside the proxy's matcher. */
export const GET = withAuth(
  (_request, { userId }) =>
    new Response(`report of ${userId}`, {
      headers: { 'content-type': 'text/plain', 'content-disposition': 'attachment; filename="report.txt"' },
    }),
);
