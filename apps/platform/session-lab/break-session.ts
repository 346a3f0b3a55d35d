import 'server-only';
import type { NextRequest, NextResponse } from 'next/server';
import type { Break } from './breaks.ts';
import type { LocalClerk } from './env.ts';
import { mintWithoutOrigin, moveClock, setDown } from './local-clerk.ts';

/** How long Clerk stays away: nobody could bring it back from a page that needs it. */
const OUTAGE_SECONDS = 20;

/** Older than a token lives, and than the tolerance for clocks. */
const THREE_MINUTES_MS = 180_000;

interface Where {
  readonly clerk: LocalClerk;
  readonly sessionId: string;
  readonly request: NextRequest;
  /** Gets the cookies. */
  readonly answer: NextResponse;
}

/**
 * Breaks a session in one way.
 *
 * @param kind `expired` and `without-azp` put a real token of Clerk's into the cookie. `planted` writes a cookie for the parent
 *   domain, as any host of it may. `outage` ends by itself after 20 seconds.
 * @throws {TypeError} of `fetch`: the local Clerk does not answer.
 */
export async function breakSession(kind: Break, where: Where): Promise<void> {
  const { clerk, sessionId, answer } = where;
  switch (kind) {
    case 'dropped':
      for (const name of tokenNames(where)) answer.cookies.set(name, '', { path: '/', maxAge: 0 });
      return;
    case 'without-azp':
      return writeToken(await mintWithoutOrigin(clerk, sessionId), where);
    case 'expired':
      await moveClock(clerk, -THREE_MINUTES_MS);
      try {
        return writeToken(await mintWithoutOrigin(clerk, sessionId), where);
      } finally {
        await moveClock(clerk, 0);
      }
    case 'planted': {
      const domain = (where.request.headers.get('host') ?? '')
        .replace(/:\d+$/, '')
        .split('.')
        .slice(1)
        .join('.');
      answer.cookies.set('__session', 'planted', { path: '/', domain, sameSite: 'lax' });
      return;
    }
    case 'outage':
      await setDown(clerk, true);
      setTimeout(() => void setDown(clerk, false).catch(() => {}), OUTAGE_SECONDS * 1000);
  }
}

function writeToken(token: string, where: Where): void {
  for (const name of tokenNames(where)) where.answer.cookies.set(name, token, { path: '/', sameSite: 'lax' });
}

/** Both of the names under which clerk-js keeps a token. */
function tokenNames({ request }: Where): ReadonlySet<string> {
  const names = request.cookies.getAll().map(({ name }) => name);
  return new Set(['__session', ...names.filter((name) => /^__session(_[\w-]+)?$/.test(name))]);
}
