import type { SignedIn } from './read-session.ts';

/** The kinds of token a Route Handler may accept. Clerk's own names. */
export const TOKEN_TYPES = ['session_token', 'api_key', 'm2m_token', 'oauth_token'] as const;

export type TokenType = (typeof TOKEN_TYPES)[number];

export type MachineTokenType = Exclude<TokenType, 'session_token'>;

/** A user, by their session token. */
export interface SessionCaller extends SignedIn {
  readonly tokenType: 'session_token';
}

/** What every token other than a session token claims about its holder. */
interface MachineCallerOf<Type extends MachineTokenType> {
  readonly tokenType: Type;
  /** Id of the token at Clerk, never the token itself. */
  readonly id: string;
  /** The entity for which it acts: `user_…`, `org_…` or `mch_…`. */
  readonly subject: string;
  readonly scopes: readonly string[];
  /** Custom claims; null where there are none. */
  readonly claims: Readonly<Record<string, unknown>> | null;
}

/** An API key of a user or an organization. One of the two ids is set. */
export interface ApiKeyCaller extends MachineCallerOf<'api_key'> {
  readonly userId: string | null;
  readonly orgId: string | null;
  readonly name: string;
}

/** Another service of the team. */
export interface M2mCaller extends MachineCallerOf<'m2m_token'> {
  readonly machineId: string;
}

/** An application to which a user gave access. */
export interface OAuthCaller extends MachineCallerOf<'oauth_token'> {
  readonly userId: string;
  readonly clientId: string;
}

export type MachineCaller = ApiKeyCaller | M2mCaller | OAuthCaller;

/** Who calls a Route Handler; `tokenType` tells the kinds apart. */
export type Caller = SessionCaller | MachineCaller;

export type CallerOf<Type extends TokenType> = Extract<Caller, { readonly tokenType: Type }>;
