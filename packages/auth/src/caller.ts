import type { SignedIn } from './claims.ts';

/** The kinds of token a Route Handler may accept. Clerk's own names. */
export const TOKEN_TYPES = ['session_token', 'api_key', 'm2m_token', 'oauth_token'] as const;

export type TokenType = (typeof TOKEN_TYPES)[number];

export type MachineTokenType = Exclude<TokenType, 'session_token'>;

/** A person, by their session token. */
export interface SessionCaller extends SignedIn {
  readonly tokenType: 'session_token';
}

/** What every token that is not a session's says about its holder. */
interface MachineCallerOf<Type extends MachineTokenType> {
  readonly tokenType: Type;
  /** Id of the token at Clerk, never the token itself. */
  readonly id: string;
  /** Whom it acts for: `user_…`, `org_…` or `mch_…`. */
  readonly subject: string;
  readonly scopes: readonly string[];
  /** Custom claims; null where there are none. */
  readonly claims: Readonly<Record<string, unknown>> | null;
}

/** An API key of a person or an organization. One of the two ids is set. */
export interface ApiKeyCaller extends MachineCallerOf<'api_key'> {
  readonly userId: string | null;
  readonly orgId: string | null;
  readonly name: string;
}

/** Another service of yours. */
export interface M2mCaller extends MachineCallerOf<'m2m_token'> {
  readonly machineId: string;
}

/** An application that a person gave access to. */
export interface OAuthCaller extends MachineCallerOf<'oauth_token'> {
  readonly userId: string;
  readonly clientId: string;
}

export type MachineCaller = ApiKeyCaller | M2mCaller | OAuthCaller;

/** Who calls a Route Handler; `tokenType` tells which of them. */
export type Caller = SessionCaller | MachineCaller;

export type CallerOf<Type extends TokenType> = Extract<Caller, { readonly tokenType: Type }>;
