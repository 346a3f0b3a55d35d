import { isReason, isTokenFault, type Reason, type TokenFault } from '@subdomain-sso/auth/reasons';
import { z } from 'zod';

/**
 * Version of the document that `sso trace --json` prints. Within a version fields are added; none is renamed or removed.
 * It holds no token, no secret of a URL and no cookie value but those of `__client_uat*` and `__clerk_redirect_count`, which
 * are numbers.
 */
export const TRACE_VERSION = 2;

/** Claims of a session token. Not verified: anybody may have written them. */
const tokenClaims = z.object({
  /** The origin it was minted for; null: none. */
  azp: z.string().nullable(),
  iss: z.string().nullable(),
  /** Negative: it has expired. */
  expiresInSeconds: z.number().int().nullable(),
  /** The beginning of the session id. */
  sid: z.string().nullable(),
});

const cookieBase = {
  name: z.string(),
  /** Only of `__client_uat*` and `__clerk_redirect_count`. */
  value: z.string().nullable(),
  /** Of `__session*` only: its claims, or that it is no token. */
  token: z.union([tokenClaims, z.literal('unreadable')]).nullable(),
};

const cookieSent = z.object(cookieBase);

const cookieSet = z.object({
  ...cookieBase,
  action: z.enum(['set', 'cleared', 'refused']),
  /** Why a browser would refuse it; null unless it would. */
  refusal: z.string().nullable(),
  /** null: host-only. */
  domain: z.string().nullable(),
  /** null: the folder of the URL. */
  path: z.string().nullable(),
  /** null: until the browser closes. */
  expiresInSeconds: z.number().int().nullable(),
  flags: z.array(z.enum(['Secure', 'HttpOnly', 'SameSite=Strict', 'SameSite=Lax', 'SameSite=None'])),
});

const hopFacts = z.object({
  /** 1 is the first. */
  number: z.number().int().positive(),
  method: z.literal('GET'),
  url: z.string(),
  /** null: there was no answer. */
  status: z.number().int().nullable(),
  /** Until the headers, with a connection of its own. */
  durationMs: z.number().int().nonnegative(),
  /** Absolute. */
  location: z.string().nullable(),
  clerkStatus: z.string().nullable(),
  clerkReason: z.string().nullable(),
  clerkMessage: z.string().nullable(),
  /** Reason header of `packages/auth`: why its proxy answered by itself. `fault`: what was wrong with the token. */
  ssoReason: z
    .object({ code: z.custom<Reason>(isReason), fault: z.custom<TokenFault>(isTokenFault).nullable() })
    .nullable(),
  contentType: z.string().nullable(),
  cacheControl: z.string().nullable(),
  /** `code` of an RFC 9457 problem answer. */
  problemCode: z.string().nullable(),
  /** What the body asks a browser to do next; the tracer does not do it. */
  pageAsksFor: z.enum(['session-sync', 'meta-refresh']).nullable(),
  cookiesSent: z.array(cookieSent),
  cookiesSet: z.array(cookieSet),
  failure: z
    .object({
      kind: z.enum([
        'connection-refused',
        'dns',
        'tls',
        'timeout',
        'connection-lost',
        'malformed-answer',
        'not-http',
        'bad-location',
      ]),
      code: z.string().nullable(),
    })
    .nullable(),
});

const hop = hopFacts.extend({
  kind: z.enum([
    'failed',
    'clerk-handshake',
    'clerk-refusal',
    'handshake-start',
    'handshake-end',
    'session-sync',
    'sign-in-redirect',
    'pending-redirect',
    'no-access-redirect',
    'redirect',
    'explanation',
    'problem',
    'loop-guard',
    'signed-out',
    'server-error',
    'rsc',
    'meta-refresh',
    'page',
  ]),
  /** One plain sentence. */
  meaning: z.string(),
});

export const traceSchema = z.object({
  version: z.literal(TRACE_VERSION),
  url: z.string(),
  hops: z.array(hop).min(1),
  /** `loop`: the same URL was about to be asked with the same cookies. `too-many-hops`: the limit came first. */
  end: z.enum(['answered', 'failed', 'loop', 'too-many-hops']),
  outcome: z.enum([
    'signed-in',
    'anonymous',
    'signed-out-although-signed-in',
    'session-sync',
    'loop',
    'error',
  ]),
  /** Why the outcome is what it is. */
  explanation: z.string(),
  /** What to set or change; null: nothing. */
  fix: z.string().nullable(),
  redirects: z.number().int().nonnegative(),
  totalMs: z.number().int().nonnegative(),
});

export type TokenClaims = z.infer<typeof tokenClaims>;
export type CookieSent = z.infer<typeof cookieSent>;
export type CookieSet = z.infer<typeof cookieSet>;
/** What one request and its answer were, without secrets and before any conclusion. */
export type HopFacts = z.infer<typeof hopFacts>;
export type Hop = z.infer<typeof hop>;
export type HopKind = Hop['kind'];
export type Outcome = Trace['outcome'];
export type Trace = z.infer<typeof traceSchema>;
