/** Every answer to a delivery that was not taken in. Codes are public API: add, never rename. */
const WEBHOOK_PROBLEMS = {
  // One for every fault: which part was wrong would help only somebody who is trying to forge one.
  webhook_rejected: [400, 'Bad Request', 'This is not a delivery that was signed for this endpoint.'],
  webhook_method: [405, 'Method Not Allowed', 'Deliveries are posted.'],
  webhook_too_large: [413, 'Content Too Large', 'The body is larger than this endpoint accepts.'],
  webhook_not_processed: [503, 'Service Unavailable', 'The event was not taken in. Deliver it again.'],
  webhook_not_configured: [503, 'Service Unavailable', 'This endpoint has no signing secret yet.'],
} as const satisfies Readonly<Record<string, readonly [number, string, string]>>;

export type WebhookProblem = keyof typeof WEBHOOK_PROBLEMS;

/** Seconds. Clerk's deliverer has a schedule of its own; this is for whoever reads the header. */
const RETRY_AFTER_SECONDS = 5;

/**
 * An RFC 9457 problem answer of the webhook endpoint.
 *
 * @returns `application/problem+json`, never stored. 405 carries `Allow`, 503 `Retry-After` in seconds.
 * @source RFC 9457 section 3; RFC 9110 sections 10.2.1 and 10.2.3.
 */
export function webhookProblemResponse(code: WebhookProblem): Response {
  const [status, title, detail] = WEBHOOK_PROBLEMS[code];
  const headers = new Headers({
    'content-type': 'application/problem+json',
    'cache-control': 'private, no-store',
  });
  if (status === 405) headers.set('allow', 'POST');
  if (status === 503) headers.set('retry-after', String(RETRY_AFTER_SECONDS));
  return new Response(JSON.stringify({ type: 'about:blank', title, status, code, detail }), {
    status,
    headers,
  });
}
