import { formatReasonHeader, REASON_HEADER, REASONS, type Reason, type TokenFault } from './reasons.ts';

/** The statuses of problems, with the titles that HTTP gives them. @source RFC 9110 section 15, RFC 6585 section 4. */
const TITLES = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const;

export type ProblemStatus = keyof typeof TITLES;

export interface Problem {
  readonly status: ProblemStatus;
  /** Stable, for programs; absent where the status is enough. */
  readonly code?: string;
  /** For users. Never holds what the client sent. */
  readonly detail: string;
  /** More members of the problem object. */
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Builds an RFC 9457 problem answer: for clients that are programs, which a redirect would lead to an HTML page.
 *
 * @returns `application/problem+json`, never stored. 503 carries `Retry-After: 5` unless `headers` has another one.
 * @source RFC 9457 section 3 (`about:blank`: the status says it all); RFC 9110 section 10.2.3.
 */
export function problemResponse({ status, code, detail, extensions, headers }: Problem): Response {
  const body = {
    type: 'about:blank',
    title: TITLES[status],
    status,
    ...(code === undefined ? {} : { code }),
    detail,
    ...extensions,
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'private, no-store',
      ...(status === 503 ? { 'retry-after': '5' } : {}),
      ...headers,
    },
  });
}

export interface RefusalProblem {
  readonly status: 401 | 403 | 503;
  readonly reason: Reason;
  /** What was wrong with the token, where that is the reason; the extension member `fault`. */
  readonly fault?: TokenFault | undefined;
  /** Default: the message of the reason. */
  readonly detail?: string;
  /** More members of the problem object. */
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** Parameters of the Bearer challenge, such as `error="insufficient_scope"`. Sent with 401, and with 403 where given. */
  readonly challenge?: string;
}

/**
 * Builds the problem answer for a request that was refused for one of the package's reasons.
 *
 * @returns As `problemResponse`, with the reason header. 401 carries `WWW-Authenticate: Bearer`.
 * @source RFC 9110 section 11.6.1; RFC 6750 section 3.
 */
export function refusalResponse({
  status,
  reason,
  fault,
  detail = REASONS[reason].message,
  extensions,
  challenge,
}: RefusalProblem): Response {
  const hasChallenge = status === 401 || challenge !== undefined;
  return problemResponse({
    status,
    code: reason,
    detail,
    extensions: { ...(fault ? { fault } : {}), ...extensions },
    headers: {
      [REASON_HEADER]: formatReasonHeader(reason, fault),
      ...(hasChallenge ? { 'www-authenticate': challenge ? `Bearer ${challenge}` : 'Bearer' } : {}),
    },
  });
}
