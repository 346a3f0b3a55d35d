import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { isRedirect } from './hops/session-signs.ts';
import type { HopFacts } from './trace.ts';

/** No page that the tracer reads is longer; the rest of a body is not read. */
const MAX_BODY_BYTES = 128 * 1024;

/** What a server answered, unredacted. Holds secrets. */
export interface RawAnswer {
  readonly status: number;
  /** By lower-case name; repeated ones joined. Without Set-Cookie. */
  readonly headers: Readonly<Record<string, string>>;
  readonly setCookies: readonly string[];
  /** The beginning of an HTML or JSON body; empty for other types and for redirects. */
  readonly body: string;
}

/** Why there is no answer. `code` is Node's, to search for. */
export type Failure = NonNullable<HopFacts['failure']>;
export type FailureKind = Failure['kind'];

export type NavigationResult = { readonly durationMs: number } & (
  | { readonly answer: RawAnswer }
  | { readonly failure: Failure }
);

/**
 * Sends what a browser sends for a typed address: one GET; nothing is followed or executed.
 *
 * @param cookieHeader Empty: none is sent.
 * @param timeLimitMs For the headers; a body that takes longer is cut off there.
 * @returns Never rejects. `durationMs` ends with the headers; each request has a connection of its own.
 * @source Fetch Metadata: `Sec-Fetch-Site: none` for a navigation that no page began, kept over redirects.
 */
export async function sendNavigation(
  url: URL,
  options: { cookieHeader: string; timeLimitMs: number },
): Promise<NavigationResult> {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return { durationMs: 0, failure: { kind: 'not-http', code: null } };
  const signal = AbortSignal.timeout(options.timeLimitMs);
  const startMs = performance.now();
  try {
    const message = await open(url, options.cookieHeader, signal);
    const durationMs = Math.round(performance.now() - startMs);
    return { durationMs, answer: await readAnswer(message) };
  } catch (error) {
    const durationMs = Math.round(performance.now() - startMs);
    return { durationMs, failure: signal.aborted ? { kind: 'timeout', code: null } : readFailure(error) };
  }
}

function open(url: URL, cookieHeader: string, signal: AbortSignal): Promise<IncomingMessage> {
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const headers = { ...NAVIGATION_HEADERS, ...(cookieHeader && { cookie: cookieHeader }) };
  return new Promise((resolve, reject) => {
    const isLocal = /(^|\.)localhost\.?$/.test(url.hostname);
    const request = send(
      url,
      { headers, signal, agent: false, ...(isLocal && { lookup: lookupLoopback }) },
      resolve,
    );
    request.once('error', reject);
    request.end();
  });
}

const NAVIGATION_HEADERS = {
  accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'accept-language': 'en',
  'accept-encoding': 'identity',
  'sec-fetch-dest': 'document',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-site': 'none',
  'sec-fetch-user': '?1',
  'upgrade-insecure-requests': '1',
  'user-agent': 'Mozilla/5.0 (compatible; sso-trace/1; follows redirects, runs no JavaScript)',
};

/** Browsers resolve every name under `.localhost` to this machine; Node asks DNS. @source RFC 6761 section 6.3. */
const lookupLoopback: LookupFunction = (_hostname, { all }, done) => {
  if (all) done(null, [{ address: '127.0.0.1', family: 4 }]);
  else done(null, '127.0.0.1', 4);
};

async function readAnswer(message: IncomingMessage): Promise<RawAnswer> {
  const { 'set-cookie': setCookies = [], ...others } = message.headers;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(others)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  const status = message.statusCode ?? 0;
  const isReadable =
    /\b(html|json)\b/.test(headers['content-type'] ?? '') &&
    !isRedirect({ status, location: headers.location ?? null });
  const body = isReadable ? await readBeginning(message) : '';
  message.destroy();
  return { status, headers, setCookies, body };
}

async function readBeginning(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of message) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= MAX_BODY_BYTES) break;
    }
  } catch {
    // A page that breaks off, or never ends, still has its headers, which tell who is signed in.
  }
  return Buffer.concat(chunks).subarray(0, MAX_BODY_BYTES).toString('utf8');
}

function readFailure(error: unknown): Failure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  return { kind: FAILURES.find(([pattern]) => pattern.test(code ?? ''))?.[1] ?? 'connection-lost', code };
}

const FAILURES: readonly (readonly [RegExp, FailureKind])[] = [
  [/^ECONNREFUSED$/, 'connection-refused'],
  [/^(ENOTFOUND|EAI_AGAIN|ENODATA)$/, 'dns'],
  [/CERT|^ERR_TLS|^ERR_SSL|^EPROTO$|SELF_SIGNED|UNABLE_TO_/, 'tls'],
  [/^HPE_/, 'malformed-answer'],
];
