import { concludeTrace } from './conclude-trace.ts';
import { createBrowserCookies } from './cookies/browser-cookies.ts';
import type { StoredCookie } from './cookies/stored-cookie.ts';
import { followUrl } from './follow-url.ts';
import { classifyHop } from './hops/classify-hop.ts';
import { readHops } from './hops/read-hop.ts';
import { isRedirect } from './hops/session-signs.ts';
import { TRACE_VERSION, type Trace } from './trace.ts';

/**
 * Follows a URL and reports what happened.
 *
 * @param initial The browser's cookies; empty: an anonymous visitor.
 * @param timeLimitMs For each request.
 * @returns The trace, without secrets, and the cookies as the servers left them, with theirs.
 */
export async function traceUrl(
  url: URL,
  options: { initial: readonly StoredCookie[]; maxHops: number; timeLimitMs: number },
): Promise<{ trace: Trace; cookies: readonly StoredCookie[] }> {
  const { initial, maxHops, timeLimitMs } = options;
  const cookies = await createBrowserCookies(initial);
  const { exchanges, end } = await followUrl(url, { cookies, maxHops, timeLimitMs });
  const hops = readHops(exchanges).map(classifyHop);
  const trace: Trace = {
    version: TRACE_VERSION,
    url: hops[0]?.url ?? '',
    hops,
    end,
    ...concludeTrace(hops, end),
    redirects: hops.filter((hop) => isRedirect(hop) && hop.failure === null).length,
    totalMs: hops.reduce((sum, { durationMs }) => sum + durationMs, 0),
  };
  return { trace, cookies: await cookies.all() };
}
