import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { decodeJwt } from 'jose';
import { TokenError } from './errors.ts';

/** What the JSON line says beside the claims of the token. */
export interface TokenOwner {
  readonly app: string;
  readonly userId: string;
}

/**
 * Renders what the command prints: the token, or one line of JSON about it.
 *
 * @returns Without a line break.
 */
export function renderToken(
  token: string,
  owner: TokenOwner,
  { isJson }: { readonly isJson: boolean },
): string {
  if (!isJson) return token;
  const { exp, sid, azp, o, org_id: legacyOrganization } = decodeJwt<TokenClaims>(token);
  return JSON.stringify({
    token,
    expiresAt: exp === undefined ? null : new Date(exp * 1000).toISOString(),
    azp: azp ?? null,
    app: owner.app,
    userId: owner.userId,
    sessionId: sid ?? null,
    organizationId: o?.id ?? legacyOrganization ?? null,
  });
}

/** @returns A warning when the app will refuse the token; undefined when its `azp` is the app's origin. */
export function warnOfAzp(token: string, origin: string): string | undefined {
  const { azp } = decodeJwt<TokenClaims>(token);
  if (azp === origin) return undefined;
  return `Clerk minted this token for ${azp ?? 'no origin'}; apps that check azp accept only ${origin}.`;
}

/**
 * Writes a line to a file that only its owner can read, or to the standard output.
 *
 * @param file undefined: standard output. The file is replaced in one step, so that a reader always sees a whole token.
 * @throws {TokenError} `token_unwritable`
 */
export function emitToken(line: string, file: string | undefined): void {
  if (file === undefined) {
    process.stdout.write(`${line}\n`);
    return;
  }
  const draft = `${file}.${process.pid}.tmp`;
  try {
    rmSync(draft, { force: true });
    writeFileSync(draft, `${line}\n`, { mode: 0o600, flag: 'wx' });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new TokenError('token_unwritable', `${file}: the token could not be written (${code}).`);
  }
}

interface TokenClaims {
  sid?: string;
  azp?: string;
  /** Version 2. */
  o?: { id?: string };
  /** Version 1. */
  org_id?: string;
}
