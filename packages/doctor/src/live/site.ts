import type { StoredCookie } from '@repo/trace';
import { type RawAnswer, sendNavigation } from '@repo/trace';
import { frontendApiOf } from '../clerk/keys.ts';
import { DoctorError } from '../errors.ts';
import { clockAheadMs } from './clock-ahead.ts';
import { cookieHeaderFor } from './cookie-header.ts';

/** One deployed app and its answers. */
export interface Site {
  /** As given. Redirects are followed on its host only. */
  readonly url: URL;
  readonly answers: readonly [RawAnswer, ...RawAnswer[]];
  readonly publishableKey: string | undefined;
  /** Origin of its Clerk's Frontend API: where its page loads clerk-js from, else as its key says. */
  readonly frontendApi: URL | undefined;
  /** Its server's clock against this machine's, milliseconds; undefined without a date in the answer. */
  readonly clockAheadMs: number | undefined;
}

const TIME_LIMIT_MS = 15_000;
const MAX_REDIRECTS = 10;

/**
 * Opens an address as a browser would, without JavaScript.
 *
 * @throws {DoctorError} `site_unreachable`: there was no answer.
 */
export async function openSite(url: URL, cookies: readonly StoredCookie[]): Promise<Site> {
  const first = await send(url, cookies);
  const answers: [RawAnswer, ...RawAnswer[]] = [first.answer];
  let here = url;
  for (let hops = 0; hops < MAX_REDIRECTS; hops += 1) {
    const { location } = answers.at(-1)?.headers ?? {};
    if (location === undefined || !URL.canParse(location, here.href)) break;
    const next = new URL(location, here);
    if (next.host !== url.host) break;
    here = next;
    answers.push((await send(next, cookies)).answer);
  }
  const page = answers.at(-1)?.body ?? '';
  const publishableKey = findPublishableKey(page);
  return {
    url,
    answers,
    publishableKey,
    frontendApi: findFrontendApi(page, publishableKey),
    clockAheadMs: first.clockAheadMs,
  };
}

async function send(
  url: URL,
  cookies: readonly StoredCookie[],
): Promise<{ answer: RawAnswer; clockAheadMs: number | undefined }> {
  const result = await sendNavigation(url, {
    cookieHeader: cookieHeaderFor(url, cookies),
    timeLimitMs: TIME_LIMIT_MS,
  });
  if ('answer' in result)
    return {
      answer: result.answer,
      clockAheadMs: clockAheadMs(result.answer, Date.now(), result.durationMs),
    };
  throw new DoctorError('site_unreachable', `${url.origin} does not answer (${result.failure.kind}).`);
}

/** Keys are public, and in every page that has Clerk's provider. */
function findPublishableKey(page: string): string | undefined {
  return page.match(/pk_(?:test|live)_[A-Za-z0-9+/=$]+/g)?.find((key) => frontendApiOf(key) !== undefined);
}

/** Where the script comes from shows a proxy in front of the Frontend API. */
function findFrontendApi(page: string, key: string | undefined): URL | undefined {
  const script = /src="(https?:\/\/[^"]+?)\/npm\/@clerk\/clerk-js@/.exec(page)?.[1];
  if (script !== undefined) return new URL(script);
  const host = key === undefined ? undefined : frontendApiOf(key);
  return host !== undefined && URL.canParse(`https://${host}`) ? new URL(`https://${host}`) : undefined;
}
