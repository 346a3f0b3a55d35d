import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { decodeJwt } from 'jose';
import { TokenError } from './errors.ts';

/** Whose token it is, beside what it says itself. */
export interface TokenOwner {
  readonly app: string;
  readonly userId: string;
}

/**
 * What the command prints: the token alone, or one line of JSON about it.
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

/** @returns A sentence for people when the app will refuse the token; undefined when it names the app as it should. */
export function warnOfAzp(token: string, origin: string): string | undefined {
  const { azp } = decodeJwt<TokenClaims>(token);
  if (azp === origin) return undefined;
  return `Clerk minted this token for ${azp ?? 'no origin at all'}; apps that check azp accept ${origin} only.`;
}

/**
 * Puts a line where the scripts read it: into a file that only its owner can read, or onto the standard output.
 *
 * @param file undefined: standard output. Replaced in one step, so that a reader sees a whole token at any time.
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
