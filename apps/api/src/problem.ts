import { formatReasonHeader, REASON_HEADER, REASONS, type Reason, type TokenFault } from '@repo/auth/reasons';

const TITLES = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const;

/**
 * An RFC 9457 problem answer.
 *
 * @param code Stable, for programs.
 * @param detail For people; never holds what the caller sent.
 * @source RFC 9457 section 3.
 */
export function problem(
  status: keyof typeof TITLES,
  code: string,
  detail: string,
  headers: Record<string, string> = {},
  extra: object = {},
): Response {
  const body = { type: 'about:blank', title: TITLES[status], status, code, detail, ...extra };
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...headers, 'content-type': 'application/problem+json' },
  });
}

/**
 * Refuses a caller, with the reason codes that the apps use, too.
 *
 * @param fault What was wrong with the token.
 * @param detail Default: what the reason means.
 * @source RFC 6750 section 3: no `error` where no token was sent; `invalid_token` where one was.
 */
export function refusal(
  status: 401 | 403 | 503,
  reason: Reason,
  { fault, detail = REASONS[reason].message }: { fault?: TokenFault; detail?: string } = {},
): Response {
  const headers: Record<string, string> = { [REASON_HEADER]: formatReasonHeader(reason, fault) };
  if (status === 401) headers['www-authenticate'] = `${CHALLENGE}${fault ? ', error="invalid_token"' : ''}`;
  if (status === 503) headers['retry-after'] = '5';
  return problem(status, reason, detail, headers, fault ? { fault } : {});
}

const CHALLENGE = 'Bearer realm="api"';
