/** Everything one local Clerk remembers, as plain rows: camelCase, times in Unix milliseconds (`*Ms`). */

import type { SecondFactors } from './factor-rows.ts';

export type Metadata = Record<string, unknown>;

export type VerificationStatus = 'unverified' | 'verified' | 'transferable' | 'failed' | 'expired';

/** How far somebody got in proving one thing (an address, a factor). The secret code itself is in `VerificationCodeRow`. */
export interface Verification {
  status: VerificationStatus;
  strategy: string;
  attempts: number | null;
  expireAtMs: number | null;
  /** `VerificationCodeRow` that proves this, while one is outstanding. */
  codeId: string | null;
}

export interface UserRow {
  id: string;
  externalId: string | null;
  username: string | null;
  firstName: string | null;
  lastName: string | null;
  imageUrl: string | null;
  primaryEmailAddressId: string | null;
  /** bcrypt; null: the person has no password. */
  passwordHash: string | null;
  passwordLastUpdatedAtMs: number | null;
  /** The hash when somebody called the password compromised; a new password is another. Absent: never. */
  compromisedPasswordHash?: string | null;
  publicMetadata: Metadata;
  privateMetadata: Metadata;
  unsafeMetadata: Metadata;
  banned: boolean;
  locked: boolean;
  createOrganizationEnabled: boolean;
  createOrganizationsLimit: number | null;
  deleteSelfEnabled: boolean;
  bypassClientTrust: boolean;
  legalAcceptedAtMs: number | null;
  locale: string | null;
  lastSignInAtMs: number | null;
  lastActiveAtMs: number | null;
  /** Organization the person chose last, in any session; null: personal account or never chosen. */
  lastActiveOrganizationId: string | null;
  /** Absent: never set up. */
  secondFactors?: SecondFactors;
  createdAtMs: number;
  updatedAtMs: number;
}

export interface EmailAddressRow {
  id: string;
  userId: string;
  /** Lower case. */
  emailAddress: string;
  reserved: boolean;
  verification: Verification | null;
  createdAtMs: number;
  updatedAtMs: number;
}

/** One browser. The `__client` cookie holds `<id>.<secret>`; only the SHA-256 of the secret is kept. */
export interface ClientRow {
  id: string;
  secretHash: string;
  signInId: string | null;
  signUpId: string | null;
  lastActiveSessionId: string | null;
  lastAuthenticationStrategy: string | null;
  /** When somebody last signed in or out here; becomes `__client_uat`. */
  authChangedAtMs: number;
  createdAtMs: number;
  updatedAtMs: number;
}

export type SessionStatus =
  | 'active'
  | 'pending'
  | 'ended'
  | 'removed'
  | 'revoked'
  | 'expired'
  | 'abandoned'
  | 'replaced';

export interface SessionActivity {
  id: string;
  browserName: string | null;
  browserVersion: string | null;
  deviceType: string | null;
  isMobile: boolean;
  ipAddress: string | null;
}

/** Somebody who is signed in proves again who they are (step-up). */
export interface Reverification {
  level: 'first_factor' | 'second_factor' | 'multi_factor';
  status: 'needs_first_factor' | 'needs_second_factor' | 'complete';
  firstFactorVerification: Verification | null;
  /** Absent: not begun. */
  secondFactorVerification?: Verification | null;
}

export interface SessionRow {
  id: string;
  /** null: made through the Backend API, no browser holds it. */
  clientId: string | null;
  userId: string;
  status: SessionStatus;
  lastActiveOrganizationId: string | null;
  actor: { sub: string; [claim: string]: unknown } | null;
  activity: SessionActivity | null;
  lastActiveAtMs: number;
  expireAtMs: number;
  abandonAtMs: number;
  firstFactorVerifiedAtMs: number | null;
  secondFactorVerifiedAtMs: number | null;
  /** The proof that is asked for again and not given yet; absent: none is. */
  reverification?: Reverification | null;
  /** The session began with a password that has to be reset. */
  isPasswordResetAsked?: boolean;
  createdAtMs: number;
  updatedAtMs: number;
}

export type SignInStatus =
  | 'needs_identifier'
  | 'needs_first_factor'
  | 'needs_second_factor'
  | 'needs_client_trust'
  | 'needs_new_password'
  | 'complete';

export interface SignInRow {
  id: string;
  clientId: string;
  status: SignInStatus;
  identifier: string | null;
  userId: string | null;
  firstFactorVerification: Verification | null;
  /** Absent: not begun. */
  secondFactorVerification?: Verification | null;
  createdSessionId: string | null;
  abandonAtMs: number;
  createdAtMs: number;
  updatedAtMs: number;
}

export interface SignUpRow {
  id: string;
  clientId: string;
  status: 'missing_requirements' | 'complete' | 'abandoned';
  emailAddress: string | null;
  passwordHash: string | null;
  firstName: string | null;
  lastName: string | null;
  unsafeMetadata: Metadata;
  legalAcceptedAtMs: number | null;
  locale: string | null;
  /** Who the invitation or ticket names, when the attempt came with one. */
  ticketId: string | null;
  emailVerification: Verification | null;
  createdSessionId: string | null;
  createdUserId: string | null;
  abandonAtMs: number;
  createdAtMs: number;
  updatedAtMs: number;
}

/** A one-time code sent to an address. */
export interface VerificationCodeRow {
  id: string;
  /** Lower case. */
  emailAddress: string;
  code: string;
  attempts: number;
  expireAtMs: number;
  createdAtMs: number;
}

export interface OrganizationRow {
  id: string;
  name: string;
  slug: string;
  imageUrl: string | null;
  createdByUserId: string | null;
  publicMetadata: Metadata;
  privateMetadata: Metadata;
  /** 0: unlimited. */
  maxAllowedMemberships: number;
  adminDeleteEnabled: boolean;
  createdAtMs: number;
  updatedAtMs: number;
}

export interface MembershipRow {
  id: string;
  organizationId: string;
  userId: string;
  /** Key of a `RoleRow`: `org:admin`, `org:member`, or one of the team's own. */
  role: string;
  publicMetadata: Metadata;
  privateMetadata: Metadata;
  createdAtMs: number;
  updatedAtMs: number;
}

export interface OrganizationInvitationRow {
  id: string;
  organizationId: string;
  /** Lower case. */
  emailAddress: string;
  role: string;
  inviterUserId: string | null;
  status: 'pending' | 'accepted' | 'revoked' | 'expired';
  publicMetadata: Metadata;
  privateMetadata: Metadata;
  redirectUrl: string | null;
  ticket: string;
  expiresAtMs: number;
  createdAtMs: number;
  updatedAtMs: number;
}

/** `POST /v1/sign_in_tokens` and `/v1/actor_tokens`: signs one person in once, with `strategy=ticket`. */
export interface SignInTokenRow {
  id: string;
  /** What travels in the URL; unguessable. */
  token: string;
  userId: string;
  actor: { sub: string; [claim: string]: unknown } | null;
  status: 'pending' | 'accepted' | 'revoked';
  expiresAtMs: number;
  createdAtMs: number;
  updatedAtMs: number;
}

export interface TestingTokenRow {
  id: string;
  token: string;
  expiresAtMs: number;
}

/** Set-Cookie lines waiting for the app's server to fetch them with the nonce (= `id`). */
export interface HandshakeRow {
  id: string;
  directives: readonly string[];
  expiresAtMs: number;
}

/** What a `__refresh_…` cookie proves; it ends with its session. The cookie holds `<id>.<secret>`. */
export interface RefreshTokenRow {
  id: string;
  sessionId: string;
  secretHash: string;
}

/** A session token that was refreshed already (= its `jti`); no second refresh takes it. */
export interface ConsumedTokenRow {
  id: string;
  /** When its session ends, and with it the need to remember. */
  expiresAtMs: number;
}

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

/** One attempt to hand an event to an endpoint. */
export interface WebhookAttempt {
  atMs: number;
  durationMs: number;
  /** HTTP status; null: there was no answer. */
  status: number | null;
  /** The beginning of the answer, or why there was none. */
  detail: string;
}

/** One event on its way to one endpoint. */
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
  /** Failed attempts since the event or its latest replay: where on the schedule it is. */
  failures: number;
  /** null: no attempt is planned. */
  nextAttemptAtMs: number | null;
  createdAtMs: number;
}

/** Public half of a signing key that signs no more but is still published. `id` is its `kid`. */
export interface RetiredKeyRow {
  id: string;
  publicJwk: Record<string, unknown>;
  untilMs: number;
}
