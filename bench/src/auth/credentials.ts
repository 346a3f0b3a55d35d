import type { RunningApps, RunningVariant } from './apps.ts';
import { ask } from './ask.ts';

/** More than the 1,000 tokens that `createSessionVerifier` remembers, so that none is remembered when its turn comes again. */
const UNSEEN_TOKENS = 1200;

/** What a browser sends with a navigation, and what a page's script sends with a call. */
const FETCH_METADATA = {
  page: { accept: 'text/html', 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate' },
  json: { accept: 'application/json', 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors' },
} as const;

/** Headers of a request that brings nothing along. */
export function anonymousHeaders(
  { kind }: Pick<RunningVariant, 'kind'>,
  host: string,
): Record<string, string> {
  return { host, ...FETCH_METADATA[kind] };
}

/** Finds the headers for one turn of a variant: at least one set, many only for `tokens`. */
export type TurnHeaders = (variant: RunningVariant) => Promise<readonly Record<string, string>[]>;

/**
 * Session tokens are minted afresh for each turn: they live a minute. Members of other libraries sign in once, and their
 * cookies live longer than a run.
 *
 * @returns Rejects when a library does not sign its member in.
 */
export function createCredentials({ person, host }: Pick<RunningApps, 'person' | 'host'>): TurnHeaders {
  const signedIn = new Map<number, Promise<string>>();
  const cookiesOf = async ({ credential, port, path }: RunningVariant): Promise<readonly string[]> => {
    switch (credential) {
      case 'token':
        return person.mintCookies(1);
      case 'tokens':
        return person.mintCookies(UNSEEN_TOKENS);
      case 'library': {
        const cookie = signedIn.get(port) ?? signInWithLibrary(port, path);
        signedIn.set(port, cookie);
        return [await cookie];
      }
    }
  };
  return async (variant) => {
    const base = anonymousHeaders(variant, host);
    return (await cookiesOf(variant)).map((cookie) => ({ ...base, cookie }));
  };
}

async function signInWithLibrary(port: number, path: string): Promise<string> {
  const { status, headers } = await ask(port, path, { method: 'POST' });
  const lines = headers['set-cookie'] ?? [];
  if (status !== 200 || lines.length === 0) throw new Error(`POST ${path} does not sign in (${status}).`);
  return [...lines].map((line) => line.split(';', 1)[0]).join('; ');
}
