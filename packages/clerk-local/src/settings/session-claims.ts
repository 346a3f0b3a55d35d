import { z } from 'zod';
import { ApiError } from '../errors/api-error.ts';
import type { Instance } from '../instance/instance.ts';
import type { ClaimsTemplate, SessionTokenVersion } from '../store/instance-rows.ts';
import { parseSettings } from './parse-settings.ts';

/** Custom claims and version of every session token. `{}`: the start options. */
export interface SessionClaimsSettings {
  /** JSON with shortcodes; see `renderClaims`. Default: start option `sessionClaims`. */
  claims?: ClaimsTemplate;
  /** Default: start option `sessionTokenVersion`. */
  version?: SessionTokenVersion;
}

/** Deeper claims are refused, because rendering is recursive. */
const MAX_DEPTH = 20;

/** Claims of a template, as JSON. */
export const claimsTemplate = z
  .record(z.string(), z.unknown())
  .refine((claims) => isWithinDepth(claims, MAX_DEPTH), `Nested deeper than ${MAX_DEPTH} levels.`);

const settingsSchema = z.strictObject({
  claims: claimsTemplate.optional(),
  version: z.union([z.literal(1), z.literal(2)]).optional(),
});

/** The settings in force. */
export function readSessionClaims({ store, options }: Instance): Required<SessionClaimsSettings> {
  const row = store.sessionSettings.get('session_settings');
  return {
    claims: row?.claims ?? options.sessionClaims,
    version: row?.tokenVersion ?? options.sessionTokenVersion,
  };
}

/** Applies to every token minted from now on, also after a restart with the same `stateDir`; `reset()` ends it. */
export function setSessionClaims({ store }: Instance, settings: SessionClaimsSettings): void {
  const { claims, version: tokenVersion } = settings;
  const others = store.sessionSettings.get('session_settings');
  store.sessionSettings.set({ ...others, id: 'session_settings', claims, tokenVersion });
}

/** @throws {ApiError} 400 `session_claims_invalid`: another shape, or a claim that is Clerk's own. */
export function parseSessionClaims(input: unknown): SessionClaimsSettings {
  const { claims, version } = parseSettings(settingsSchema, input, {
    code: 'session_claims_invalid',
    hint: 'Send {"claims"?: object, "version"?: 1 or 2}.',
  });
  const reserved = reservedClaimIn(claims ?? {}, SESSION_TOKEN_CLAIMS);
  if (reserved !== undefined) {
    const problem = `"${reserved}" is Clerk's own claim: a template cannot set it. Use another name.`;
    throw new ApiError(400, 'session_claims_invalid', problem);
  }
  return { ...(claims ? { claims } : {}), ...(version ? { version } : {}) };
}

/** The first claim of a template that is reserved. */
export function reservedClaimIn(claims: ClaimsTemplate, reserved: ReadonlySet<string>): string | undefined {
  return Object.keys(claims).find((name) => reserved.has(name));
}

/** Claims that only Clerk writes, in a token of any template. @source Clerk docs "JWT templates": default claims. */
export const TEMPLATE_TOKEN_CLAIMS: ReadonlySet<string> = new Set([
  ...['azp', 'exp', 'iat', 'iss', 'jti', 'nbf', 'sub'],
  // Claims of a session, to which a template's token is not bound.
  ...['sid', 'v', 'pla', 'fea'],
]);

/** Claims that only Clerk writes into a session token. @source Clerk docs "Session tokens": default claims, version 2. */
const SESSION_TOKEN_CLAIMS: ReadonlySet<string> = new Set([
  ...TEMPLATE_TOKEN_CLAIMS,
  ...['fva', 'sts', 'o', 'act'],
]);

function isWithinDepth(value: unknown, maxDepth: number): boolean {
  let level = [value];
  for (let depth = 0; depth <= maxDepth; depth += 1) {
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
    if (level.length === 0) return true;
  }
  return false;
}
