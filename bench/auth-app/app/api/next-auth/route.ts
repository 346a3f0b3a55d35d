import { cookies } from 'next/headers';
import { getServerSession, type NextAuthOptions } from 'next-auth';
import { encode } from 'next-auth/jwt';
import { COOKIE_SECRET, MEMBER } from '../../../sessions/member.ts';

const COOKIE = 'next-auth.session-token';

const options: NextAuthOptions = {
  secret: COOKIE_SECRET,
  session: { strategy: 'jwt' },
  providers: [],
  callbacks: {
    session: ({ session, token }) => ({ ...session, userId: token.sub }),
  },
};

export async function GET(): Promise<Response> {
  // What the callback above has added is not in the library's own type.
  const session: { userId?: string } | null = await getServerSession(options);
  return session?.userId
    ? Response.json({ userId: session.userId })
    : Response.json({ error: 'signed out' }, { status: 401 });
}

/** Signs the member in: the cookie as the library writes it. */
export async function POST(): Promise<Response> {
  const { id, name, email } = MEMBER;
  const token = await encode({ token: { sub: id, name, email }, secret: COOKIE_SECRET });
  (await cookies()).set(COOKIE, token, { httpOnly: true, sameSite: 'lax', path: '/' });
  return Response.json({ userId: id });
}
