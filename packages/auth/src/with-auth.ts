import 'server-only';
import { readTopology } from './client/env.ts';
import { currentSession, type SignedIn } from './guards.ts';
import { problemResponse } from './problem.ts';
import { isForeignWrite, tokenCarrier } from './request-facts.ts';

/**
 * Wraps a Route Handler so that it runs for signed-in people only, and answers everyone else as a program expects.
 *
 * @param handler Gets the request and the verified session.
 * @returns A Route Handler. Strangers get 401 `application/problem+json`, never a redirect; a write that a page of another
 *   origin sends with the session cookie gets 403. Answers that set no
 *   Cache-Control of their own become `private, no-store`.
 * @throws When the proxy did not run.
 * @source RFC 9457; Next.js docs "Route Handlers".
 * @example export const GET = withAuth(async (_request, { userId }) => Response.json(await projectsOf(userId)));
 */
export function withAuth(
  handler: (request: Request, session: SignedIn) => Response | Promise<Response>,
): (request: Request) => Promise<Response> {
  return async function authorizedHandler(request) {
    const session = await currentSession();
    if (!session) return problemResponse(401, 'sign_in_required');
    const carrier = tokenCarrier(request.headers.get('authorization'));
    if (carrier === 'cookie' && isForeignWrite(request, readTopology().own)) {
      return problemResponse(403, 'cross_origin_request');
    }
    const response = await handler(request, session);
    if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'private, no-store');
    return response;
  };
}
