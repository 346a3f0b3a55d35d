import type { WebhookEvent, WebhookEventType } from '@clerk/nextjs/webhooks';
import { z } from 'zod';

/**
 * One event as Clerk describes it. `known` events narrow by `type`, as in the SDK; for a type that this version of the SDK does
 * not list, only the type is certain. `data` is as Clerk signed it; its shape is not checked again.
 *
 * @source `@clerk/backend` 3.20.1 `WebhookEvent`.
 */
export type ClerkEvent =
  | ({ readonly known: true } & WebhookEvent)
  | { readonly known: false; readonly type: string; readonly data: unknown };

/** The delivery that brought an event. */
export interface WebhookDelivery {
  /** `svix-id`: the same for every retry and replay of one event, so it identifies duplicates. At most 256 characters. */
  readonly id: string;
  /** When it happened, Unix milliseconds. Deliveries arrive in any order; this value orders them. */
  readonly timestampMs: number;
}

const envelope = z.object({
  type: z.string().min(1).max(256),
  data: z.looseObject({}),
  timestamp: z.number().positive().optional(),
});

/**
 * Parses the body of a delivery whose signature is valid.
 *
 * @param sentAtMs When the delivery was sent, Unix milliseconds; used where the event has no time.
 * @returns undefined: not an event.
 * @source clerk docs "Webhooks overview", payload structure: `timestamp` is in milliseconds; older examples have seconds.
 */
export function parseClerkEvent(
  body: string,
  sentAtMs: number,
): { readonly event: ClerkEvent; readonly timestampMs: number } | undefined {
  const json = parseJson(body);
  const parsed = envelope.safeParse(json);
  if (!parsed.success) return undefined;
  const { type, data, timestamp } = parsed.data;
  const timestampMs = timestamp === undefined ? changedAtMs(data, sentAtMs) : toMs(timestamp);
  if (!isKnown(type)) return { event: { known: false, type, data }, timestampMs };
  // Clerk signed it and names this type: its shape is the one that the SDK declares for the type.
  return { event: { ...(json as WebhookEvent), known: true }, timestampMs };
}

function changedAtMs(data: Readonly<Record<string, unknown>>, otherwise: number): number {
  return typeof data.updated_at === 'number' ? toMs(data.updated_at) : otherwise;
}

/** Values below 1e11 are seconds; read as milliseconds they would be dates before March 1973. */
function toMs(time: number): number {
  return Math.round(time < 100_000_000_000 ? time * 1000 : time);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isKnown(type: string): type is WebhookEventType {
  return Object.hasOwn(KNOWN_TYPES, type);
}

/** The type requires an entry for every event of the SDK. */
const KNOWN_TYPES: Readonly<Record<WebhookEventType, true>> = {
  'user.created': true,
  'user.updated': true,
  'user.deleted': true,
  'email.created': true,
  'sms.created': true,
  'session.created': true,
  'session.ended': true,
  'session.removed': true,
  'session.revoked': true,
  'organization.created': true,
  'organization.updated': true,
  'organization.deleted': true,
  'organizationDomain.created': true,
  'organizationDomain.updated': true,
  'organizationDomain.deleted': true,
  'organizationMembership.created': true,
  'organizationMembership.updated': true,
  'organizationMembership.deleted': true,
  'organizationInvitation.created': true,
  'organizationInvitation.revoked': true,
  'organizationInvitation.accepted': true,
  'role.created': true,
  'role.updated': true,
  'role.deleted': true,
  'permission.created': true,
  'permission.updated': true,
  'permission.deleted': true,
  'waitlistEntry.created': true,
  'waitlistEntry.updated': true,
  'paymentAttempt.created': true,
  'paymentAttempt.updated': true,
  'subscription.created': true,
  'subscription.updated': true,
  'subscription.active': true,
  'subscription.pastDue': true,
  'subscriptionItem.created': true,
  'subscriptionItem.updated': true,
  'subscriptionItem.active': true,
  'subscriptionItem.canceled': true,
  'subscriptionItem.upcoming': true,
  'subscriptionItem.ended': true,
  'subscriptionItem.abandoned': true,
  'subscriptionItem.incomplete': true,
  'subscriptionItem.pastDue': true,
  'subscriptionItem.freeTrialEnding': true,
};
