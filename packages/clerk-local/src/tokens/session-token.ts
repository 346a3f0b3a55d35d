import { compactVerify } from 'jose';
import { z } from 'zod';
import { entitlementsOf } from '../flows/organizations/entitlements.ts';
import { statusOf } from '../flows/sessions/session-tasks.ts';
import { shortcodeValuesOf } from '../flows/users/shortcode-values.ts';
import type { Instance } from '../instance/instance.ts';
import { readSessionClaims } from '../settings/session-claims.ts';
import { newId } from '../store/ids.ts';
import type { SessionTokenVersion } from '../store/instance-rows.ts';
import type { SessionRow } from '../store/session-rows.ts';
import { renderClaims } from './claims-template.ts';
import { type Entitlements, organizationClaimsV1, organizationClaimsV2 } from './organization-claims.ts';
import { publishedKeySet } from './published-keys.ts';
import { signRs256 } from './sign-rs256.ts';

/** Header `cat` of a session token; the SDK refuses any other category as a session. */
export const SESSION_TOKEN_CATEGORY = 'cl_B7d4PD111AAA';
/** How long a session token is valid. */
export const SESSION_TOKEN_SECONDS = 60;
/** `nbf` is this far in the past, so that a server whose clock is a little behind accepts a new token. */
const NOT_BEFORE_LEEWAY_SECONDS = 10;

export interface SessionTokenOptions {
  /** Origin for the `azp` claim; null: no such claim. See `azpOfCall` and `azpOfNavigation`. */
  azp: string | null;
  /** Seconds, default 60. */
  expiresInSeconds?: number;
  /** For this token only; default: the session's active organization. */
  organizationId?: string | null;
}

/**
 * Signs a session token, RS256: the claims of the instance's version, and custom claims, which never replace one of Clerk's.
 *
 * @source `@clerk/backend` `verifyToken`; `@clerk/shared` `JwtPayload` (v2: organization in `o`, role without `org:`).
 */
export function mintSessionToken(
  instance: Instance,
  session: SessionRow,
  {
    azp,
    expiresInSeconds = SESSION_TOKEN_SECONDS,
    organizationId = session.lastActiveOrganizationId,
  }: SessionTokenOptions,
): Promise<string> {
  const iat = Math.floor(instance.nowMs() / 1000);
  const { version } = readSessionClaims(instance);
  return signJwt(
    instance,
    {
      ...customClaims(instance, session, organizationId),
      iss: instance.issuer,
      sub: session.userId,
      sid: session.id,
      iat,
      nbf: iat - NOT_BEFORE_LEEWAY_SECONDS,
      exp: iat + expiresInSeconds,
      jti: newId('jti'),
      fva: [
        minutesSince(instance, session.firstFactorVerifiedAtMs),
        minutesSince(instance, session.secondFactorVerifiedAtMs),
      ],
      sts: statusOf(instance, session),
      ...(version === 2 ? { v: 2 } : {}),
      ...(azp === null ? {} : { azp }),
      ...(session.actor === null ? {} : { act: session.actor }),
      ...organizationClaims(version, entitlementsOf(instance, session.userId, organizationId)),
    },
    SESSION_TOKEN_CATEGORY,
  );
}

/** Signs any payload with the instance's key; `category` becomes the header's `cat`. */
export function signJwt(
  instance: Instance,
  payload: Record<string, unknown>,
  category?: string,
): Promise<string> {
  const header = { typ: 'JWT', ...(category === undefined ? {} : { cat: category }) };
  return signRs256(instance.signingKey, header, payload);
}

const claimsSchema = z.looseObject({
  jti: z.string().optional(),
  sid: z.string().optional(),
  azp: z.string().optional(),
});

/**
 * Reads a token that this instance signed, whether it has expired or not.
 *
 * @returns undefined: not a token, or not signed by this instance with RS256.
 */
export async function readOwnToken(
  instance: Instance,
  jwt: string,
): Promise<z.output<typeof claimsSchema> | undefined> {
  try {
    const { payload } = await compactVerify(jwt, publishedKeySet(instance), { algorithms: ['RS256'] });
    return claimsSchema.parse(JSON.parse(new TextDecoder().decode(payload)));
  } catch {
    return undefined;
  }
}

/**
 * `azp` of a token that is minted by a call of a page's script.
 *
 * @param origin The call's Origin header, already checked against the allowed origins; undefined: the call had none.
 */
export function azpOfCall(instance: Instance, origin: string | undefined): string | null {
  return instance.tokenMinting.read().azp === 'never' ? null : (origin ?? null);
}

/** `azp` of a token that is minted during a redirect: by default none, because a navigation sends no Origin. */
export function azpOfNavigation(instance: Instance, redirectUrl: URL): string | null {
  return instance.tokenMinting.read().azp === 'redirect-origin' ? redirectUrl.origin : null;
}

/** `azp` of a token that an app's server requests for one of its origins (already checked). */
export function azpOfServer(instance: Instance, origin: string): string | null {
  return instance.tokenMinting.read().azp === 'never' ? null : origin;
}

function customClaims(instance: Instance, session: SessionRow, organizationId: string | null) {
  const { claims } = readSessionClaims(instance);
  // Most instances have no custom claims, and collecting the values of shortcodes takes time.
  if (Object.keys(claims).length === 0) return {};
  return renderClaims(claims, shortcodeValuesOf(instance, session, organizationId));
}

function organizationClaims(version: SessionTokenVersion, entitlements: Entitlements) {
  return version === 2 ? organizationClaimsV2(entitlements) : organizationClaimsV1(entitlements);
}

function minutesSince(instance: Instance, atMs: number | null): number {
  return atMs === null ? -1 : Math.floor((instance.nowMs() - atMs) / 60_000);
}
