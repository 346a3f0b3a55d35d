import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What another process needs to act as the apps' backend does. Holds a secret key. */
export interface StackInfo {
  readonly port: number;
  readonly apiUrl: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  /** SPKI, PEM. */
  readonly jwtKey: string;
}

/** Writes the file anew, readable by its owner alone. */
export function writeInfo(
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
  // The mode applies to new files only, so an older one goes first.
  removeInfo(path);
  writeFileSync(path, `${JSON.stringify(info, null, 2)}\n`, { mode: 0o600 });
}

export function removeInfo(path: string): void {
  rmSync(path, { force: true });
}
