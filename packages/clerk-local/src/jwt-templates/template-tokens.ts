import { createPrivateKey, createSecretKey, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import { notFound } from '../errors/api-error.ts';
import { shortcodeValuesOf } from '../flows/users/shortcode-values.ts';
import type { Instance } from '../instance/instance.ts';
import { newId } from '../store/ids.ts';
import type { SessionRow } from '../store/session-rows.ts';
import { renderClaims } from '../tokens/claims-template.ts';
import { signJwt } from '../tokens/session-token.ts';
import type { JwtTemplateRow, TemplateAlgorithm } from './rows.ts';

/** Header `cat` of a template's token: the SDK does not accept it as a session. @source `@clerk/backend` `assertHeaderType`. */
const TEMPLATE_TOKEN_CATEGORY = 'cl_B7d4PD222AAA';
/** Verifiers refuse a shorter RSA key. @source RFC 7518 section 3.3. */
const MIN_RSA_BITS = 2048;

export interface TemplateTokenOptions {
  /** See `azpOfCall`. */
  azp: string | null;
  /** Default: the template's lifetime. */
  expiresInSeconds?: number | undefined;
}

/**
 * Signs a token of a template for the session's user. The token is not bound to the session: it has no `sid`.
 *
 * @throws {ApiError} 404 `resource_not_found`: no template of this name.
 * @source Clerk docs "JWT templates": default claims, lifetime, allowed clock skew.
 */
export function mintTemplateToken(
  instance: Instance,
  session: SessionRow,
  templateName: string,
  { azp, expiresInSeconds }: TemplateTokenOptions,
): Promise<string> {
  const template = instance.store.jwtTemplates.listBy('name', templateName)[0];
  if (!template) throw notFound('JWT template');
  const iat = Math.floor(instance.nowMs() / 1000);
  const payload = {
    ...renderClaims(template.claims, shortcodeValuesOf(instance, session, session.lastActiveOrganizationId)),
    iss: instance.issuer,
    sub: session.userId,
    iat,
    nbf: iat - template.allowedClockSkewSeconds,
    exp: iat + (expiresInSeconds ?? template.lifetimeSeconds),
    jti: newId('jti'),
    ...(azp === null ? {} : { azp }),
  };
  return sign(instance, template, payload);
}

/**
 * Reads the custom key of a template.
 *
 * @returns undefined: not a key for this algorithm.
 */
export function readTemplateKey(algorithm: TemplateAlgorithm, key: string): KeyObject | undefined {
  if (algorithm.startsWith('HS')) return key === '' ? undefined : createSecretKey(Buffer.from(key));
  try {
    const privateKey = createPrivateKey(key);
    const bits = privateKey.asymmetricKeyDetails?.modulusLength ?? 0;
    return privateKey.asymmetricKeyType === 'rsa' && bits >= MIN_RSA_BITS ? privateKey : undefined;
  } catch {
    return undefined;
  }
}

function sign(
  instance: Instance,
  { customKey }: JwtTemplateRow,
  payload: Record<string, unknown>,
): Promise<string> {
  const key = customKey && readTemplateKey(customKey.algorithm, customKey.key);
  if (!key) return signJwt(instance, payload, TEMPLATE_TOKEN_CATEGORY);
  // No `kid`: the JWKS of the instance does not hold this key.
  const header = { alg: customKey.algorithm, typ: 'JWT', cat: TEMPLATE_TOKEN_CATEGORY };
  return new SignJWT(payload).setProtectedHeader(header).sign(key);
}
