import { resolve4, resolveCname } from 'node:dns/promises';
import type { StoredCookie } from '@repo/trace';
import { sendNavigation } from '@repo/trace';
import type { Environment } from '../environment.ts';
import { clockAheadMs } from './clock-ahead.ts';
import type { Live, NameAnswer } from './live.ts';
import { openSite, type Site } from './site.ts';

const TIME_LIMIT_MS = 10_000;

/**
 * Asks every site once. Live checks get the answers and the means to ask more.
 *
 * @param urls At least one.
 * @throws {DoctorError} `site_unreachable`.
 */
export async function openLive(
  environment: Environment,
  urls: readonly [URL, ...URL[]],
  { cookies, lookUp = lookUpName }: { cookies: readonly StoredCookie[]; lookUp?: Live['lookUp'] },
): Promise<Live> {
  const [first, ...others] = urls;
  const sites: [Site, ...Site[]] = [await openSite(first, cookies)];
  for (const url of others) sites.push(await openSite(url, cookies));
  return {
    environment,
    sites,
    cookies,
    lookUp,
    clockOf,
    askBackend: (path) => askBackend(environment, path),
  };
}

async function clockOf(url: URL): Promise<number | undefined> {
  const result = await sendNavigation(url, { cookieHeader: '', timeLimitMs: TIME_LIMIT_MS });
  return 'answer' in result ? clockAheadMs(result.answer, Date.now(), result.durationMs) : undefined;
}

async function lookUpName(host: string): Promise<NameAnswer> {
  try {
    const [alias] = await resolveCname(host);
    if (alias !== undefined) return { aliasOf: alias };
  } catch (error) {
    if (codeOf(error) !== 'ENODATA' && codeOf(error) !== 'ENOTFOUND') return 'unknown';
  }
  try {
    return (await resolve4(host)).length > 0 ? 'other' : 'absent';
  } catch (error) {
    return codeOf(error) === 'ENOTFOUND' || codeOf(error) === 'ENODATA' ? 'absent' : 'unknown';
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

async function askBackend(environment: Environment, path: string): Promise<unknown> {
  const { CLERK_SECRET_KEY: key, CLERK_API_URL: api = 'https://api.clerk.com' } = environment.variables;
  if (!key) return undefined;
  try {
    const response = await fetch(new URL(path, api), {
      headers: { authorization: `Bearer ${key}` },
      signal: AbortSignal.timeout(TIME_LIMIT_MS),
    });
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}
