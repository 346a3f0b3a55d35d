import { describe, expect, test } from 'vitest';
import type { Posture } from '../registry/define-sso.ts';
import { decideTabChange, type TabState } from './tab-change.ts';

const signedOut: TabState = { userId: null, sessionId: null, organizationId: null };
const ada: TabState = { userId: 'ada', sessionId: 'sess_a', organizationId: null };
const adaAtWork: TabState = { ...ada, organizationId: 'org_1' };
const adaAgain: TabState = { ...ada, sessionId: 'sess_a2' };
const bob: TabState = { userId: 'bob', sessionId: 'sess_b', organizationId: null };

const POSTURES: readonly { posture: Posture; isPersonal: boolean }[] = [
  { posture: 'public', isPersonal: false },
  { posture: 'mixed', isPersonal: false },
  { posture: 'protected', isPersonal: true },
  { posture: { staffOf: 'acme' }, isPersonal: true },
];

describe.each(POSTURES)('on a page that is $posture', ({ posture, isPersonal }) => {
  const reload = (cover: string | null) => (isPersonal ? { kind: 'reload', cover } : { kind: 'adopt' });

  test.each<[string, TabState, TabState, object]>([
    ['nothing changed', ada, ada, { kind: 'none' }],
    ['still signed out', signedOut, signedOut, { kind: 'none' }],
    ['signed out elsewhere', ada, signedOut, reload('signed-out')],
    ['another user signed in elsewhere', ada, bob, reload('other-user')],
    // What an anonymous user has typed stays.
    ['signed in elsewhere', signedOut, ada, reload('other-user')],
    ['another organization', ada, adaAtWork, { kind: 'adopt' }],
    ['back to the personal workspace', adaAtWork, ada, { kind: 'adopt' }],
    ['the same user in a new session', ada, adaAgain, reload(null)],
  ])('%s', (_name, shown, now, expected) => {
    expect(decideTabChange({ posture, shown, now, isPinned: false, isSignInPage: false })).toEqual(expected);
  });

  test('the sign-in page is loaded again when a user has signed in elsewhere', () => {
    expect(
      decideTabChange({ posture, shown: signedOut, now: ada, isPinned: false, isSignInPage: true }),
    ).toEqual({ kind: 'reload', cover: null });
  });

  test('an address that names its organization keeps it', () => {
    expect(
      decideTabChange({ posture, shown: ada, now: adaAtWork, isPinned: true, isSignInPage: false }),
    ).toEqual({
      kind: 'none',
    });
  });
});
