import type { LoadedClerk } from '@clerk/shared/types';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { retryActions } from './retry-actions.ts';

const OWN = 'https://platform.acme.example';
const ACTION = { method: 'POST', headers: { 'next-action': 'x' }, body: 'typed' };

/** What reached a server: the address, the token and the body. */
const sent: (readonly [string, string | null, string])[] = [];
let answers: Response[];
let stop: () => void;

beforeEach(() => {
  sent.length = 0;
  const stub = {
    location: { origin: OWN, pathname: '/' },
    fetch: async (input: Request) => {
      sent.push([input.url, input.headers.get('authorization'), await input.text()]);
      return answers.shift() ?? new Response('done');
    },
  };
  vi.stubGlobal('window', stub);
  // The part of clerk-js that is used.
  const clerk = {
    on: (_event: string, listen: (status: string) => void) => listen('ready'),
    off: () => {},
    session: { getToken: async () => 'fresh' },
  } as unknown as LoadedClerk;
  stop = retryActions(clerk, []);
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
});

const stale = () => new Response(null, { status: 401, headers: { 'x-sso-reason': 'session_sync_needed' } });

test('an action is sent once more with a fresh token, and never a third time', async () => {
  answers = [stale(), stale()];
  expect((await window.fetch(`${OWN}/orders`, ACTION)).status).toBe(401);
  expect(sent).toEqual([
    [`${OWN}/orders`, null, 'typed'],
    [`${OWN}/orders`, 'Bearer fresh', 'typed'],
  ]);
});

test('an action that was received is not sent again, whatever its status', async () => {
  answers = [new Response(null, { status: 500 })];
  await window.fetch(`${OWN}/orders`, ACTION);
  expect(sent).toHaveLength(1);
});

test('no other origin gets the token, although it asks for one', async () => {
  for (const origin of ['https://evil.example', 'https://portal.acme.example', `${OWN}.evil.example`]) {
    answers = [stale()];
    await window.fetch(`${origin}/orders`, ACTION);
  }
  expect(sent.map(([, token]) => token)).toEqual([null, null, null]);
});
