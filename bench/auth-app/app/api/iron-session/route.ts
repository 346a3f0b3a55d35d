import { getIronSession } from 'iron-session';
import { cookies } from 'next/headers';
import { COOKIE_SECRET, MEMBER } from '../../../sessions/member.ts';

interface Content {
  userId?: string;
}

async function readSession() {
  return getIronSession<Content>(await cookies(), {
    password: COOKIE_SECRET,
    cookieName: 'iron-session',
    cookieOptions: { secure: false },
  });
}

export async function GET(): Promise<Response> {
  const { userId } = await readSession();
  return userId ? Response.json({ userId }) : Response.json({ error: 'signed out' }, { status: 401 });
}

/** Signs the member in. */
export async function POST(): Promise<Response> {
  const session = await readSession();
  session.userId = MEMBER.id;
  await session.save();
  return Response.json({ userId: MEMBER.id });
}
