import { parseReasonHeader, REASON_HEADER } from '@subdomain-sso/auth/reasons';
import { SYNC_TRIES_KEY } from '@subdomain-sso/auth/stored-names';
import { Cookie } from 'tough-cookie';
import { z } from 'zod';
import type { Exchange } from '../follow-url.ts';
import { buildRedact, type Redact, secretsInUrl } from '../redact.ts';
import type { HopFacts } from '../trace.ts';
import { isShownValue, readCookieSent, readCookieSet } from './read-cookies.ts';

/** Both are in the page of session sync only. Copies of the package from before the reason header are recognized by them. */
const SYNC_PAGE_MARKERS = ['data-stale-cookie=', SYNC_TRIES_KEY];

/**
 * Reads what was sent and received into what may be shown. Every secret of the whole journey is hidden in every hop.
 *
 * @returns One for each exchange, in order.
 */
export function readHops(exchanges: readonly Exchange[]): readonly HopFacts[] {
  const redact = buildRedact(exchanges.flatMap(secretsOf));
  return exchanges.map((exchange, index) => readHop(exchange, index + 1, redact));
}

function readHop(exchange: Exchange, number: number, redact: Redact): HopFacts {
  const { answer, sentAtMs } = exchange;
  const header = (name: string) => {
    const value = answer?.headers[name];
    return value === undefined ? null : redact(value);
  };
  return {
    number,
    method: 'GET',
    url: redact(exchange.url.href),
    status: answer?.status ?? null,
    durationMs: exchange.durationMs,
    location: readLocation(exchange, redact),
    clerkStatus: header('x-clerk-auth-status'),
    clerkReason: header('x-clerk-auth-reason'),
    clerkMessage: header('x-clerk-auth-message') || null,
    ssoReason: readSsoReason(exchange),
    contentType: header('content-type'),
    cacheControl: header('cache-control'),
    problemCode: readProblemCode(exchange, redact),
    pageAsksFor: readPage(exchange),
    cookiesSent: exchange.cookiesSent.map((cookie) => readCookieSent(cookie, redact, sentAtMs)),
    cookiesSet: exchange.received.map((received) => readCookieSet(received, redact, sentAtMs)),
    failure: exchange.failure,
  };
}

/** Values that must appear nowhere: of cookies both ways, and of the parameters of URLs. */
function secretsOf({ url, answer, cookiesSent, received }: Exchange): string[] {
  const set = received.flatMap(({ line }) => Cookie.parse(line) ?? []);
  const cookies = [...cookiesSent, ...set.map(({ key, value }) => ({ name: key, value }))];
  return [
    ...cookies.filter(({ name, value }) => !isShownValue(name, value)).map(({ value }) => value),
    ...secretsInUrl(url.href),
    ...secretsInUrl(answer?.headers.location ?? ''),
  ];
}

function readLocation({ url, answer, failure }: Exchange, redact: Redact): string | null {
  const location = answer?.headers.location;
  if (location === undefined) return null;
  return redact(
    failure?.kind === 'bad-location' || !URL.canParse(location, url.href)
      ? location
      : new URL(location, url).href,
  );
}

function readSsoReason({ answer }: Exchange): HopFacts['ssoReason'] {
  const header = parseReasonHeader(answer?.headers[REASON_HEADER]);
  return header && { code: header.reason, fault: header.fault };
}

const problemSchema = z.object({ code: z.string().max(100) });

function readProblemCode({ answer }: Exchange, redact: Redact): string | null {
  if (!answer?.headers['content-type']?.startsWith('application/problem+json')) return null;
  try {
    const parsed = problemSchema.safeParse(JSON.parse(answer.body));
    return parsed.success ? redact(parsed.data.code) : null;
  } catch {
    return null;
  }
}

function readPage({ answer }: Exchange): HopFacts['pageAsksFor'] {
  if (!answer || !/\bhtml\b/.test(answer.headers['content-type'] ?? '')) return null;
  const isNamed = parseReasonHeader(answer.headers[REASON_HEADER])?.reason === 'session_sync_needed';
  const isMarked = SYNC_PAGE_MARKERS.every((marker) => answer.body.includes(marker));
  if (answer.status === 200 && (isNamed || isMarked)) return 'session-sync';
  return /<meta[^>]+http-equiv=["']?refresh/i.test(answer.body) ? 'meta-refresh' : null;
}
