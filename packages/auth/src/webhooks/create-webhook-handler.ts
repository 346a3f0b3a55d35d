import { currentWebhookSecrets } from '../environment/env.ts';
import { AuthConfigError } from '../errors.ts';
import { type ClerkEvent, parseClerkEvent, type WebhookDelivery } from './clerk-event.ts';
import { type BodyFault, readLimitedBody } from './read-limited-body.ts';
import { createSignatureCheck, type SignatureFault } from './signature-check.ts';
import { webhookProblemResponse } from './webhook-problem.ts';

/** Why a delivery was not processed. Holds nothing of its content. */
export type WebhookIncident =
  | { readonly kind: 'rejected'; readonly fault: SignatureFault | BodyFault | 'not_an_event' }
  | { readonly kind: 'failed'; readonly id: string; readonly type: string; readonly error: unknown }
  | { readonly kind: 'not_configured'; readonly error: AuthConfigError };

export interface WebhookHandlerOptions {
  /** `whsec_…`; several while one is being rotated. Default: CLERK_WEBHOOK_SIGNING_SECRET, read with the first request. */
  readonly secrets?: readonly string[];
  /**
   * Processes an event. Called once for each delivery: the same `delivery.id` may come again, in any order and simultaneously.
   * When it throws or rejects, the answer is 503 and Clerk delivers again.
   */
  onEvent(event: ClerkEvent, delivery: WebhookDelivery): unknown;
  /** Seconds by which a delivery may be older or newer than now, > 0, default 300. Every retry has a new signature. */
  readonly replayWindowSeconds?: number;
  /** Bytes, > 0, default 1 MiB. Enforced while reading. */
  readonly maxBodyBytes?: number;
  /** Unix milliseconds; default the system's clock. */
  readonly nowMs?: () => number;
  /** Receives every delivery that was not processed. Default: logs failures and a missing secret, but no forgeries. */
  readonly onIncident?: (incident: WebhookIncident) => void;
}

/**
 * Makes the route handler to which Clerk delivers. Only what Clerk has recently signed for this endpoint reaches `onEvent`. The
 * signature is checked over the body as it arrived. Works in any runtime with Web APIs.
 *
 * @returns 204 once `onEvent` is done. Problem+json otherwise: 405; 413; 400 for a wrong delivery, without naming the fault; 503
 *   with Retry-After when `onEvent` fails or the secret is missing. Never 500.
 * @throws {AuthConfigError} `missing_webhook_secret`, `invalid_webhook_secret`: `secrets` is given and is empty or no base64.
 *   `invalid_number`: an option is not a finite number above zero.
 * @source Clerk docs "Sync Clerk data to your app with webhooks"; svix docs "Retries" (any answer but 2xx is delivered again).
 * @example export const POST = createWebhookHandler({ onEvent: (event, delivery) => applyEvent(db, event, delivery) });
 */
export function createWebhookHandler(
  options: WebhookHandlerOptions,
): (request: Request) => Promise<Response> {
  const { onEvent, nowMs = Date.now, onIncident = logIncident } = options;
  const maxBodyBytes = positive('maxBodyBytes', options.maxBodyBytes ?? 1_048_576);
  const windowMs = positive('replayWindowSeconds', options.replayWindowSeconds ?? 300) * 1000;
  let check = options.secrets && createSignatureCheck(options.secrets, windowMs);
  return async function handleWebhook(request) {
    if (request.method !== 'POST') return webhookProblemResponse('webhook_method');
    try {
      // Not at start: a build evaluates the route, and does not know the secret yet.
      check ??= createSignatureCheck(currentWebhookSecrets(), windowMs);
    } catch (error) {
      if (!(error instanceof AuthConfigError)) throw error;
      onIncident({ kind: 'not_configured', error });
      return webhookProblemResponse('webhook_not_configured');
    }
    const reject = (fault: SignatureFault | BodyFault | 'not_an_event') => {
      onIncident({ kind: 'rejected', fault });
      return webhookProblemResponse(fault === 'too_large' ? 'webhook_too_large' : 'webhook_rejected');
    };
    const claimed = check.readHeaders(request.headers, nowMs());
    if ('fault' in claimed) return reject(claimed.fault);
    const body = await readLimitedBody(request, maxBodyBytes);
    if ('fault' in body) return reject(body.fault);
    if (!(await check.isSigned(claimed, body.text))) return reject('signature_invalid');
    const parsed = claimed.id.length > 256 ? undefined : parseClerkEvent(body.text, claimed.sentAtMs);
    if (!parsed) return reject('not_an_event');
    const { event, timestampMs } = parsed;
    try {
      await onEvent(event, { id: claimed.id, timestampMs });
    } catch (error) {
      onIncident({ kind: 'failed', id: claimed.id, type: event.type, error });
      return webhookProblemResponse('webhook_not_processed');
    }
    return new Response(null, { status: 204 });
  };
}

function logIncident(incident: WebhookIncident): void {
  if (incident.kind === 'not_configured') console.error(incident.error.message);
  if (incident.kind !== 'failed') return;
  // The message of a database quotes the rows to be written, which are data of users.
  const name = incident.error instanceof Error ? incident.error.name : typeof incident.error;
  console.error(
    `[auth] Webhook ${incident.id} (${incident.type}) was not processed: onEvent failed with ${name}. Clerk will deliver it again; onIncident receives the error.`,
  );
}

function positive(name: string, value: number): number {
  if (Number.isFinite(value) && value > 0) return value;
  throw new AuthConfigError(
    'invalid_number',
    `${name} of createWebhookHandler() is ${value}; it must be above zero.`,
  );
}
