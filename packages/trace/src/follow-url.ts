import type { BrowserCookies } from './cookies/browser-cookies.ts';
import type { StoredCookie } from './cookies/stored-cookie.ts';
import { isRedirect } from './hops/session-signs.ts';
import { type Failure, type RawAnswer, sendNavigation } from './send-navigation.ts';
import type { Trace } from './trace.ts';

/** One request and its answer, unredacted. Holds secrets; `readHops` reads from it what may be shown. */
export interface Exchange {
  readonly url: URL;
  readonly sentAtMs: number;
  readonly durationMs: number;
  readonly cookiesSent: readonly StoredCookie[];
  /** null: there was none. */
  readonly answer: RawAnswer | null;
  /** One for each of the answer's Set-Cookie lines. */
  readonly received: readonly ReceivedCookie[];
  /** Why the trace cannot go on; null: it went on, or ended well. */
  readonly failure: Failure | null;
}

export interface ReceivedCookie {
  readonly line: string;
  /** Why a browser would refuse it; null: it was stored. */
  readonly refusal: string | null;
}

export interface Journey {
  /** At least one, in order. */
  readonly exchanges: readonly Exchange[];
  readonly end: Trace['end'];
}

/**
 * Follows redirects as a browser's top-level navigation would. Neither meta refresh nor JavaScript is executed.
 *
 * @param cookies Changed by what the servers set.
 * @param maxHops Requests, >= 1.
 * @param timeLimitMs For each request.
 * @returns Never rejects because of a server or the network.
 */
export async function followUrl(
  start: URL,
  options: { cookies: BrowserCookies; maxHops: number; timeLimitMs: number; nowMs?: () => number },
): Promise<Journey> {
  const { cookies, maxHops, timeLimitMs, nowMs = Date.now } = options;
  const exchanges: Exchange[] = [];
  const seen = new Set<string>();
  let url: URL | null = start;
  while (url !== null) {
    if (exchanges.length >= maxHops) return { exchanges, end: 'too-many-hops' };
    const state = await browserState(url, cookies);
    if (seen.has(state)) return { exchanges, end: 'loop' };
    seen.add(state);
    const exchange = await exchangeWith(url, { cookies, timeLimitMs, sentAtMs: nowMs() });
    const next = nextUrl(exchange);
    if (next === 'bad-location')
      exchanges.push({ ...exchange, failure: { kind: 'bad-location', code: null } });
    else exchanges.push(exchange);
    if (exchanges.at(-1)?.failure) return { exchanges, end: 'failed' };
    url = next === 'bad-location' ? null : next;
  }
  return { exchanges, end: 'answered' };
}

async function exchangeWith(
  url: URL,
  options: { cookies: BrowserCookies; timeLimitMs: number; sentAtMs: number },
): Promise<Exchange> {
  const { cookies, timeLimitMs, sentAtMs } = options;
  const isHttp = url.protocol === 'http:' || url.protocol === 'https:';
  const cookiesSent = isHttp ? await cookies.sentTo(url) : [];
  const cookieHeader = cookiesSent.map(({ name, value }) => `${name}=${value}`).join('; ');
  const result = await sendNavigation(url, { cookieHeader, timeLimitMs });
  const base = { url, sentAtMs, durationMs: result.durationMs, cookiesSent };
  if ('failure' in result) return { ...base, answer: null, received: [], failure: result.failure };
  const received: ReceivedCookie[] = [];
  for (const line of result.answer.setCookies)
    received.push({ line, refusal: await cookies.receive(line, url) });
  return { ...base, answer: result.answer, received, failure: null };
}

function nextUrl({ url, answer }: Exchange): URL | null | 'bad-location' {
  const header = answer?.headers.location;
  if (!answer || header === undefined || !isRedirect({ status: answer.status, location: header }))
    return null;
  // Node reads header bytes as Latin-1, browsers a Location as UTF-8.
  const location = Buffer.from(header, 'latin1').toString('utf8');
  return URL.canParse(location, url.href) ? new URL(location, url) : 'bad-location';
}

/** Everything by which a server can tell two requests of one browser apart. Equal states get equal answers. */
async function browserState(url: URL, cookies: BrowserCookies): Promise<string> {
  const all = (await cookies.all()).map(({ domain, path, name, value }) =>
    [domain, path, name, value].join('\t'),
  );
  return [url.href.replace(/#.*$/, ''), ...all.sort()].join('\n');
}
