import { Cookie } from 'tough-cookie';
import { z } from 'zod';
import type { Exchange } from '../follow-url.ts';
import { buildRedact, type Redact, secretsInUrl } from '../redact.ts';
import type { HopFacts } from '../trace.ts';
import { isShownValue, readCookieSent, readCookieSet } from './read-cookies.ts';

/** The header of `packages/auth` (`REASON_HEADER`): `code` or `code; fault=code`. */
const SSO_REASON = 'x-sso-reason';

/** What only session sync's page contains; copies from before the header are told by it. */
const SYNC_PAGE_MARKERS = ['data-stale-cookie=', '__sso_sync'];

/**
 * Makes of what was sent and received what may be shown. Every secret of the whole journey is hidden in every hop.
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
    ssoReason: readSsoReason(header(SSO_REASON)),
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

function readSsoReason(header: string | null): HopFacts['ssoReason'] {
  if (header === null) return null;
  const [code = '', ...parameters] = header.split(';').map((part) => part.trim());
  const fault = parameters.find((parameter) => parameter.startsWith('fault='))?.slice('fault='.length);
  return { code, fault: fault ?? null };
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
  const isNamed = answer.headers[SSO_REASON]?.startsWith('session_sync') ?? false;
  const isMarked = SYNC_PAGE_MARKERS.every((marker) => answer.body.includes(marker));
  if (answer.status === 200 && (isNamed || isMarked)) return 'session-sync';
  return /<meta[^>]+http-equiv=["']?refresh/i.test(answer.body) ? 'meta-refresh' : null;
}
