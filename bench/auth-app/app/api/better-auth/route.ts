import { betterAuthServer } from '../../../sessions/better-auth.ts';
import { MEMBER } from '../../../sessions/member.ts';

export async function GET(request: Request): Promise<Response> {
  const session = await betterAuthServer.api.getSession({ headers: request.headers });
  return session
    ? Response.json({ userId: session.user.id })
    : Response.json({ error: 'signed out' }, { status: 401 });
}

/** Signs the member up, and so in. */
export function POST(): Promise<Response> {
  const { name, email } = MEMBER;
  return betterAuthServer.api.signUpEmail({
    body: { name, email, password: crypto.randomUUID() },
    asResponse: true,
  });
}
