import { refusalResponse } from '@subdomain-sso/auth/problem';
import type { Reason, TokenFault } from '@subdomain-sso/auth/reasons';

/**
 * Refuses a caller, with the same reason codes as the apps.
 *
 * @param refusal `fault`: what was wrong with the token. `detail`: default: the message of the reason.
 * @source RFC 6750 section 3: no `error` where no token was sent; `invalid_token` where one was.
 */
export function refuse({
  fault,
  ...refusal
}: {
  readonly status: 401 | 403 | 503;
  readonly reason: Reason;
  readonly fault?: TokenFault;
  readonly detail?: string;
}): Response {
  const challenge = `realm="api"${fault ? ', error="invalid_token"' : ''}`;
  return refusalResponse({ ...refusal, fault, ...(refusal.status === 401 ? { challenge } : {}) });
}
