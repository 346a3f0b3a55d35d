import type { z } from 'zod';
import { deletedObject, mirroredObjects, type ObjectKind } from '../objects/mirrored-objects.ts';
import { toStorable } from '../objects/storable.ts';

/** One event as it was delivered. `event` and `delivery` of `createWebhookHandler`'s `onEvent` together have these. */
export interface DeliveredEvent {
  /** `svix-id`. */
  readonly id: string;
  /** `user.updated`. */
  readonly type: string;
  /** When it happened, Unix milliseconds. */
  readonly timestampMs: number;
  readonly data: unknown;
}

/** What decides which of two states of one object stays; see `schema.ts`. */
export interface Version {
  readonly versionMs: number;
  readonly eventAtMs: number;
  readonly eventTie: string;
  readonly deletedAtMs: number | null;
}

/** What an event says of one mirrored object: its whole state, or that it is gone. */
export type ObjectChange = {
  [Kind in ObjectKind]: {
    readonly kind: Kind;
    readonly id: string;
    readonly row: Omit<z.output<(typeof mirroredObjects)[Kind]>, 'id'> | null;
    readonly version: Version;
  };
}[ObjectKind];

/**
 * Reads what an event changes.
 *
 * @returns `change`; `noted`: Clerk documents the type, nothing of it is mirrored, and its content may be secret (e-mails
 *   hold sign-in codes); `kept`: an unknown type, or an object in an unknown form, with its content.
 */
export function readChange(
  event: DeliveredEvent,
):
  | { readonly kind: 'change'; readonly change: ObjectChange }
  | { readonly kind: 'noted' }
  | { readonly kind: 'kept'; readonly payload: unknown } {
  const [subject = '', verb = ''] = event.type.split('.');
  const data = toStorable(event.data);
  if (NOTED_SUBJECTS.has(subject)) return { kind: 'noted' };
  const change = readObject(subject, verb, event, data);
  return change ? { kind: 'change', change } : { kind: 'kept', payload: data ?? null };
}

/**
 * Reads an object as the Backend API lists it.
 *
 * @returns undefined: its form is unknown.
 */
export function readListed(kind: ObjectKind, json: unknown): ObjectChange | undefined {
  return readState(kind, toStorable(json), { timestampMs: 0, tie: '' });
}

/** A deletion that is known only because a sync did not find the object. A deletion event from Clerk replaces it. */
export function absence(kind: ObjectKind, id: string, seenAtMs: number): ObjectChange {
  return {
    kind,
    id,
    row: null,
    version: { versionMs: 0, eventAtMs: 0, eventTie: '', deletedAtMs: seenAtMs },
  };
}

function readObject(
  subject: string,
  verb: string,
  event: DeliveredEvent,
  data: unknown,
): ObjectChange | undefined {
  if (!isMirrored(subject)) return undefined;
  const kind = SUBJECTS[subject];
  const { timestampMs } = event;
  const tie = `${TIE_RANKS[verb] ?? 2}:${event.id}`;
  if (verb !== 'deleted') return readState(kind, data, { timestampMs, tie });
  const parsed = deletedObject.safeParse(data);
  if (!parsed.success) return undefined;
  const version = { versionMs: timestampMs, eventAtMs: timestampMs, eventTie: tie, deletedAtMs: timestampMs };
  return { kind, id: parsed.data.id, row: null, version };
}

function readState(
  kind: ObjectKind,
  data: unknown,
  { timestampMs, tie }: { timestampMs: number; tie: string },
): ObjectChange | undefined {
  const parsed = mirroredObjects[kind].safeParse(data);
  if (!parsed.success) return undefined;
  const { id, ...row } = parsed.data;
  const versionMs = row.updatedAtMs ?? timestampMs;
  const version = { versionMs, eventAtMs: timestampMs, eventTie: tie, deletedAtMs: null };
  // TypeScript does not relate the row to the schema of this kind, which made it.
  return { kind, id, row, version } as ObjectChange;
}

/** Within one millisecond: what Clerk calls an update comes after the creation; an end comes after both. */
const TIE_RANKS: Readonly<Record<string, number>> = { created: 0, pending: 1, updated: 1 };

const SUBJECTS = {
  user: 'user',
  organization: 'organization',
  organizationMembership: 'membership',
  session: 'session',
} as const satisfies Readonly<Record<string, ObjectKind>>;

function isMirrored(subject: string): subject is keyof typeof SUBJECTS {
  return Object.hasOwn(SUBJECTS, subject);
}

/** @source `@clerk/backend` 3.20.1 `WebhookEvent`: its other subjects. */
const NOTED_SUBJECTS: ReadonlySet<string> = new Set([
  'email',
  'sms',
  'organizationDomain',
  'organizationInvitation',
  'role',
  'permission',
  'waitlistEntry',
  'paymentAttempt',
  'subscription',
  'subscriptionItem',
]);
