import { currentWebhookSecrets } from './env.ts';
import { AuthConfigError } from './errors.ts';
import { type BodyFault, readLimitedBody } from './read-limited-body.ts';
import { type ClerkEvent, parseClerkEvent, type WebhookDelivery } from './webhook-events.ts';
import { webhookProblemResponse } from './webhook-problem.ts';
import { createSignatureCheck, type SignatureFault } from './webhook-signature.ts';

export type { ClerkEvent, WebhookDelivery } from './webhook-events.ts';
export { WEBHOOK_PATH } from './webhook-path.ts';

/** What happened to a delivery that was not taken in. Holds nothing of its content. */
export type WebhookIncident =
  | { readonly kind: 'rejected'; readonly fault: SignatureFault | BodyFault | 'not_an_event' }
  | { readonly kind: 'failed'; readonly id: string; readonly type: string; readonly error: unknown }
  | { readonly kind: 'not_configured'; readonly error: AuthConfigError };

export interface WebhookHandlerOptions {
  /** `whsec_…`; several while one is being rotated. Default: CLERK_WEBHOOK_SIGNING_SECRET, read with the first request. */
  readonly secrets?: readonly string[];
  /**
   * Takes an event in. Called once for each delivery: the same `delivery.id` may come again, in any order and at one time.
   * When it throws or rejects, the answer is 503 and Clerk delivers again.
   */
  onEvent(event: ClerkEvent, delivery: WebhookDelivery): unknown;
  /** Seconds a delivery may be older or newer than now, > 0, default 300. Every retry is signed anew. */
  readonly replayWindowSeconds?: number;
  /** Bytes, > 0, default 1 MiB. Enforced while reading. */
  readonly maxBodyBytes?: number;
  /** Unix milliseconds; default the system's clock. */
  readonly nowMs?: () => number;
  /** Told of whatever was not taken in. Default: failures and a missing secret go to `console.error`, forgeries nowhere. */
  readonly onIncident?: (incident: WebhookIncident) => void;
}

/**
 * Makes the route handler that Clerk delivers to: only what Clerk signed for this endpoint, lately, reaches `onEvent`.
 * The signature is checked over the body as it arrived. Works in any runtime with Web APIs.
 *
 * @returns 204 once `onEvent` is done. Problem+json otherwise: 405, 413, 400 for anything wrong with the delivery, which
 *   does not say what, 503 with Retry-After when `onEvent` fails or the secret is missing. Never 500.
 * @throws {AuthConfigError} `missing_webhook_secret`, `invalid_webhook_secret`: `secrets` was given and is empty or no base64.
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
      // Not at start: a build evaluates the route where the secret is not known yet.
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
    const body = await readLimitedBody(request, maxBodyBytes);
    if ('fault' in body) return reject(body.fault);
    const verdict = check({ headers: request.headers, body: body.text }, nowMs());
    if ('fault' in verdict) return reject(verdict.fault);
    const parsed = verdict.id.length > 256 ? undefined : parseClerkEvent(body.text, verdict.sentAtMs);
    if (!parsed) return reject('not_an_event');
    const { event, timestampMs } = parsed;
    try {
      await onEvent(event, { id: verdict.id, timestampMs });
    } catch (error) {
      onIncident({ kind: 'failed', id: verdict.id, type: event.type, error });
      return webhookProblemResponse('webhook_not_processed');
    }
    return new Response(null, { status: 204 });
  };
}

function logIncident(incident: WebhookIncident): void {
  if (incident.kind === 'not_configured') console.error(incident.error.message);
  if (incident.kind !== 'failed') return;
  // A database's message quotes what was to be written, which is about people.
  const name = incident.error instanceof Error ? incident.error.name : typeof incident.error;
  console.error(
    `[auth] Webhook ${incident.id} (${incident.type}) was not taken in: onEvent failed with ${name}. It will be delivered again; onIncident sees the error.`,
  );
}

function positive(name: string, value: number): number {
  if (Number.isFinite(value) && value > 0) return value;
  throw new AuthConfigError(
    'invalid_number',
    `${name} of createWebhookHandler() is ${value}; it must be above zero.`,
  );
}
