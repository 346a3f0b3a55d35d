import { USER_HEADER } from '../../../jose-guard.ts';

export function GET(request: Request): Response {
  const userId = request.headers.get(USER_HEADER);
  return userId ? Response.json({ userId }) : Response.json({ error: 'signed out' }, { status: 401 });
}
