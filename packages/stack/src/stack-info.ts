import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { StackError } from './errors.ts';

/** A secret key of the local Clerk looks like a live one. Only an address on this machine makes it harmless. */
const stackInfoSchema = z.object({
  /** The gateway's. */
  port: z.int(),
  /** The local Clerk itself, for `createClerkClient`. */
  apiUrl: z.string().regex(/^http:\/\/127\.0\.0\.1:\d+$/),
  publishableKey: z.string().min(1),
  secretKey: z.string().min(1),
  /** SPKI, PEM. */
  jwtKey: z.string().min(1),
});

/** Keys and addresses of a running stack, which let another process act as the apps' backend. Holds a secret key. */
export type StackInfo = Readonly<z.output<typeof stackInfoSchema>>;

/** Writes the file of `sso stack --info`. Only its owner can read it, also where a file with another mode was. */
export function writeStackInfo(
  path: string,
  options: {
    port: number;
    clerk: { url: string; publishableKey: string; secretKey: string; jwtKey: string };
  },
): void {
  const { port, clerk } = options;
  const info: StackInfo = {
    port,
    apiUrl: clerk.url,
    publishableKey: clerk.publishableKey,
    secretKey: clerk.secretKey,
    jwtKey: clerk.jwtKey,
  };
  mkdirSync(dirname(path), { recursive: true });
  // The mode applies to new files only, so an older file is removed first.
  removeStackInfo(path);
  writeFileSync(path, `${JSON.stringify(info, null, 2)}\n`, { mode: 0o600 });
}

/**
 * Reads what `writeStackInfo` wrote.
 *
 * @throws {StackError} `stack_info_unreadable`: the file is missing or is not one of a local stack.
 */
export function readStackInfo(path: string): StackInfo {
  const parsed = stackInfoSchema.safeParse(readJson(path));
  if (parsed.success) return parsed.data;
  const advice = 'Start `pnpm sso stack --info FILE`; the file is there while it runs.';
  throw new StackError('stack_info_unreadable', `${path} does not describe a running stack. ${advice}`);
}

export function removeStackInfo(path: string): void {
  rmSync(path, { force: true });
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
