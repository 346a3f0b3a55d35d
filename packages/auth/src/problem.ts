import { formatReasonHeader, REASON_HEADER, REASONS, type Reason, type TokenFault } from './reasons.ts';

export interface ProblemDetails {
  /** What was wrong with the session cookie, where that is the reason; the extension member `fault`. */
  readonly fault?: TokenFault | undefined;
  /** More members of the problem object. */
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** Parameters of the Bearer challenge, such as `error="insufficient_scope"`. Sent with 401, and with 403 where given. */
  readonly challenge?: string;
  /** Seconds, for 503; default 5. */
  readonly retryAfterSeconds?: number;
}

/**
 * An RFC 9457 problem answer: for callers that are programs, which a redirect would send to an HTML page.
 *
 * @param status One of the statuses the proxy and `withAuth` refuse with.
 * @returns `application/problem+json`, never stored. 401 carries `WWW-Authenticate: Bearer`, 503 `Retry-After` in seconds.
 * @source RFC 9457 section 3; RFC 9110 sections 11.6.1 and 10.2.3; RFC 6750 section 3.
 */
export function problemResponse(
  status: keyof typeof TITLES,
  code: Reason,
  { fault, extensions, challenge, retryAfterSeconds = 5 }: ProblemDetails = {},
): Response {
  const headers = new Headers({
    'content-type': 'application/problem+json',
    'cache-control': 'private, no-store',
    [REASON_HEADER]: formatReasonHeader(code, fault),
  });
  if (status === 401 || challenge)
    headers.set('www-authenticate', challenge ? `Bearer ${challenge}` : 'Bearer');
  if (status === 503) headers.set('retry-after', String(retryAfterSeconds));
  const problem = { type: 'about:blank', title: TITLES[status], status, code, detail: REASONS[code].message };
  return new Response(JSON.stringify({ ...problem, ...(fault ? { fault } : {}), ...extensions }), {
    status,
    headers,
  });
}

const TITLES = {
  401: 'Unauthorized',
  403: 'Forbidden',
  503: 'Service Unavailable',
} as const;
