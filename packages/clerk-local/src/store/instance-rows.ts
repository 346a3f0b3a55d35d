/** Settings, mail, deliveries and keys of the instance itself. Rows: camelCase, times in Unix milliseconds (`*Ms`). */

/** Session settings of the dashboard of a real instance. One row at most; an absent field has the value of the start option. */
export interface SessionSettingsRow {
  id: 'session_settings';
  /** Template of the custom claims in every session token. */
  claims?: ClaimsTemplate | undefined;
  tokenVersion?: SessionTokenVersion | undefined;
  membershipRequired?: boolean | undefined;
  secondFactorRequired?: boolean | undefined;
}

/** JSON whose strings may contain shortcodes such as `{{user.public_metadata.plan}}`. See `renderClaims`. */
export type ClaimsTemplate = Readonly<Record<string, unknown>>;

/** 1: flat organization claims, permissions written out. 2: compact, with plans and features. */
export type SessionTokenVersion = 1 | 2;

/** A message that a real instance would have mailed. Shown at `/inbox`. */
export interface InboxMessageRow {
  id: string;
  to: string;
  subject: string;
  text: string;
  /** The one-time code in the message, when there is one. */
  code: string | null;
  /** Clerk's name of the template (`verification_code`); absent: none. */
  slug?: string | null;
  createdAtMs: number;
}

/** One attempt to send an event to an endpoint. */
export interface WebhookAttempt {
  atMs: number;
  durationMs: number;
  /** HTTP status; null: no response. */
  status: number | null;
  /** The beginning of the response, or why there was none. */
  detail: string;
}

/** One event for one endpoint. */
export interface WebhookDeliveryRow {
  id: string;
  /** `svix-id`: the same for every endpoint, attempt and duplicate of one event. */
  messageId: string;
  url: string;
  type: string;
  /** JSON, exactly as it is signed and sent. */
  body: string;
  status: 'pending' | 'delivered' | 'failed';
  /** Oldest first. */
  attempts: readonly WebhookAttempt[];
  /** Failed attempts since the event or its latest replay: the position in the retry schedule. */
  failures: number;
  /** null: no attempt is planned. */
  nextAttemptAtMs: number | null;
  createdAtMs: number;
}

/** Public half of a former signing key that is still published. `id` is its `kid`. */
export interface RetiredKeyRow {
  id: string;
  publicJwk: Record<string, unknown>;
  untilMs: number;
}
