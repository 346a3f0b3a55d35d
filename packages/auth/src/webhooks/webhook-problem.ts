import { type ProblemStatus, problemResponse } from '../problem.ts';

/** Every answer to a delivery that was not processed. Codes are public API: add one, never rename one. */
const WEBHOOK_PROBLEMS = {
  // The same for every fault: to name the wrong part would help only someone who forges deliveries.
  webhook_rejected: [400, 'This is not a delivery that was signed for this endpoint.'],
  webhook_method: [405, 'Deliveries are posted.'],
  webhook_too_large: [413, 'The body is larger than this endpoint accepts.'],
  webhook_not_processed: [503, 'The event was not processed. Deliver it again.'],
  webhook_not_configured: [503, 'This endpoint has no signing secret yet.'],
} as const satisfies Readonly<Record<string, readonly [ProblemStatus, string]>>;

export type WebhookProblem = keyof typeof WEBHOOK_PROBLEMS;

/**
 * Builds the problem answer of the webhook endpoint.
 *
 * @returns As `problemResponse`; 405 carries `Allow`.
 * @source RFC 9110 section 10.2.1.
 */
export function webhookProblemResponse(code: WebhookProblem): Response {
  const [status, detail] = WEBHOOK_PROBLEMS[code];
  return problemResponse({ status, code, detail, ...(status === 405 ? { headers: { allow: 'POST' } } : {}) });
}
