import { randomInt } from 'node:crypto';
import { hashSecret, isSecretOf } from '../../tokens/secret-hash.ts';

const CODE_COUNT = 10;
const CODE_LENGTH = 8;
// Without letters and digits that look alike on paper.
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Creates ten codes of eight characters, the only copy in plain text. */
export function newBackupCodes(): string[] {
  return Array.from({ length: CODE_COUNT }, newCode);
}

/** What is stored of codes. Case and surrounding spaces are ignored. */
export function hashBackupCodes(codes: readonly string[]): string[] {
  return codes.map((code) => hashSecret(normalize(code)));
}

/** @returns the hashes without that of the given code; undefined: the code is not among them. */
export function takeBackupCode(hashes: readonly string[], code: string): string[] | undefined {
  const given = normalize(code);
  const used = hashes.findIndex((hash) => isSecretOf(hash, given));
  return used === -1 ? undefined : hashes.toSpliced(used, 1);
}

function newCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

function normalize(code: string): string {
  return code.trim().toLowerCase();
}
