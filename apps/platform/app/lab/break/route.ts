import { requireUser } from '@subdomain-sso/auth/server';
import { type NextRequest, NextResponse } from 'next/server';
import { breakSession } from '../../../session-lab/break-session.ts';
import { parseBreak } from '../../../session-lab/breaks.ts';
import { readLocalClerk } from '../../../session-lab/env.ts';

/**
 * Breaks this browser's session in one way, and leads back to the page. A form posts here, because a page that goes on running
 * would write its own token into the cookie again. Only with the local Clerk; elsewhere 404, as if it were not there.
 */
export async function POST(request: NextRequest): Promise<NextResponse> {
  const { sessionId } = await requireUser();
  const clerk = readLocalClerk();
  const kind = parseBreak((await request.formData()).get('kind'));
  if (!clerk || !kind) return new NextResponse('Not found', { status: 404 });
  const answer = new NextResponse(null, { status: 303, headers: { location: `/lab?broke=${kind}` } });
  await breakSession(kind, { clerk, sessionId, request, answer });
  return answer;
}
