import { auth } from '@clerk/nextjs/server';

export async function GET(): Promise<Response> {
  const { userId } = await auth();
  return userId ? Response.json({ userId }) : Response.json({ error: 'signed out' }, { status: 401 });
}
