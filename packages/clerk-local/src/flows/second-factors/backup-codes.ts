import { randomInt } from 'node:crypto';
import { hashSecret, isSecretOf } from '../../tokens/secret-hash.ts';

const CODE_COUNT = 10;
const CODE_LENGTH = 8;
// Without letters and digits that look alike on paper.
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Makes ten codes of eight characters; what is returned is their only copy in plain text. */
export function newBackupCodes(): string[] {
  return Array.from({ length: CODE_COUNT }, newCode);
}

/** What is kept of codes. Case and spaces around them do not count. */
export function hashBackupCodes(codes: readonly string[]): string[] {
  return codes.map((code) => hashSecret(normalize(code)));
}

/** @returns the sums without the given code's; undefined: it is none of them. */
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
