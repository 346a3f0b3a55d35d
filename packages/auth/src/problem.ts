import { REASON_HEADER, REASONS, type Reason, type TokenFault } from './events.ts';

/**
 * An RFC 9457 problem answer: for callers that are programs, which a redirect would send to an HTML page.
 *
 * @param status One of the statuses the proxy and `withAuth` refuse with.
 * @param fault What was wrong with the session cookie, where that is the reason; the extension member `fault`.
 * @returns `application/problem+json`, never stored. 401 carries `WWW-Authenticate: Bearer`, 503 `Retry-After` in seconds.
 * @source RFC 9457 section 3; RFC 9110 sections 11.6.1 and 10.2.3.
 */
export function problemResponse(status: keyof typeof TITLES, code: Reason, fault?: TokenFault): Response {
  const headers = new Headers({
    'content-type': 'application/problem+json',
    'cache-control': 'private, no-store',
    [REASON_HEADER]: fault ? `${code}; fault=${fault}` : code,
  });
  if (status === 401) headers.set('www-authenticate', 'Bearer');
  if (status === 503) headers.set('retry-after', '5');
  const problem = { type: 'about:blank', title: TITLES[status], status, code, detail: REASONS[code] };
  return new Response(JSON.stringify(fault ? { ...problem, fault } : problem), { status, headers });
}

const TITLES = {
  401: 'Unauthorized',
  403: 'Forbidden',
  503: 'Service Unavailable',
} as const;
