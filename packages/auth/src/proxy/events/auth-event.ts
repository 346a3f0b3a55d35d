import type { Reason, TokenFault } from '../../reasons.ts';

/** One thing that happened to a request, for logs and traces. Never holds a token or a cookie. */
export interface AuthEvent {
  /**
   * `auth.azp_missing` and `auth.sync`: a live session whose token must be minted again.
   * `auth.rejected`: a request was refused with `reason`. `auth.outage_grace`: one passed only because Clerk is down.
   * `auth.token_size`: the session token is, or will soon be, too large; reported once per process, for no session.
   */
  readonly name: 'auth.sync' | 'auth.azp_missing' | 'auth.rejected' | 'auth.outage_grace' | 'auth.token_size';
  readonly app: string;
  readonly reason: Reason | TokenFault;
  /** The origin that the token names, as it claims; null: it names none, or there is no token. */
  readonly azp: string | null;
  /** Session id, as the token claims; null where it could not be read. */
  readonly session: string | null;
  /** Of `auth.token_size`, where a token came: bytes of its cookie, and the names of the largest custom claims. */
  readonly tokenSize?: { readonly cookieBytes: number; readonly largestClaims: readonly string[] };
  /** Earlier occurrences of the same class and session since it was last reported. */
  readonly suppressed: number;
}

/** An event before the reporter has counted it. */
export type UncountedEvent = Omit<AuthEvent, 'suppressed'>;
