import { Secret, TOTP } from 'otpauth';

/** How long one code is shown, in seconds. */
export const TOTP_PERIOD_SECONDS = 30;
const DIGITS = 6;
/** Steps before and after the current one whose codes are accepted: for a clock that is a little off, and for slow typing. */
const WINDOW_STEPS = 1;
/** 160 bits, as RFC 4226 recommends for SHA-1. */
const SECRET_BYTES = 20;

/** Creates the secret of an authenticator app: base32, 160 bits. */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** @returns whether this can be the secret of an authenticator app: base32, at least 80 bits. */
export function isTotpSecret(text: string): boolean {
  return /^[A-Z2-7]{16,}=*$/i.test(text);
}

/** Content of the QR code: `otpauth://totp/Acme:ada%40acme.test?issuer=Acme&secret=…`. */
export function buildTotpUri(secret: string, { issuer, label }: { issuer: string; label: string }): string {
  return new TOTP({ ...settings(secret), issuer, label }).toString();
}

/** Number of the 30-second step that a moment lies in. @param atMs Unix milliseconds. */
export function totpStepAt(atMs: number): number {
  return Math.floor(atMs / 1000 / TOTP_PERIOD_SECONDS);
}

/** The code that the app shows during one step. */
export function totpCodeOf(secret: string, step: number): string {
  return new TOTP(settings(secret)).generate({ timestamp: step * TOTP_PERIOD_SECONDS * 1000 });
}

/**
 * Finds the step that a code belongs to.
 *
 * @param code As it was typed; spaces are ignored.
 * @returns undefined: of no step that is accepted at `atMs`.
 * @source RFC 6238 section 5.2: at most one step of delay; a step's code is accepted once, which the caller checks.
 */
export function findTotpStep(secret: string, code: string, atMs: number): number | undefined {
  const token = code.replaceAll(' ', '');
  if (token.length !== DIGITS) return undefined;
  const delta = new TOTP(settings(secret)).validate({ token, timestamp: atMs, window: WINDOW_STEPS });
  return delta === null ? undefined : totpStepAt(atMs) + delta;
}

/** @returns the steps of `usedSteps` whose codes would still be accepted at `atMs`; older steps need not be stored. */
export function keepRecentSteps(usedSteps: readonly number[], atMs: number): number[] {
  return usedSteps.filter((step) => step >= totpStepAt(atMs) - WINDOW_STEPS);
}

/** Parameters that every authenticator app supports. */
function settings(secret: string) {
  return {
    algorithm: 'SHA1',
    digits: DIGITS,
    period: TOTP_PERIOD_SECONDS,
    secret: Secret.fromBase32(secret),
  } as const;
}
