import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { Variables } from './target.ts';

/** Where `clerk-local --write-env` and Next.js keep the variables of an app. */
const FILE = '.env.local';

/** The variables of this process, then those of `.env.local` in the folder that Playwright runs in. */
export function readVariables(): Variables {
  return { ...(existsSync(FILE) ? parseEnv(readFileSync(FILE, 'utf8')) : {}), ...process.env };
}

/** For `clerkSetup` of `@clerk/testing`: its option for another Backend API exists at run time, but its type lacks it. */
export function useBackendApi(apiUrl: string | undefined): void {
  if (apiUrl !== undefined) process.env.CLERK_API_URL = apiUrl;
}

/** Port of every address of the local Clerk: SSO_LOCAL_PORT of this process, else that of `clerk-local` itself. */
export function readLocalPort(): number {
  return Number(process.env.SSO_LOCAL_PORT) || 4000;
}
