import { describe, expect, test } from 'vitest';
import type { AuthContext } from './auth-context.ts';
import { type Decision, decide, POLICY, type Row } from './decide.ts';
import { SESSION_STATES } from './run-clerk-sdk.ts';
import { NOBODY, POSTURES, REQUEST_FORMS, whatHappens } from './what-happens.ts';

/** Actions and forms may change something; of other requests a case says so. */
const contextOf = (change: Partial<AuthContext>): AuthContext => ({
  ...NOBODY,
  isWrite: change.kind === 'action' || change.kind === 'submission' || change.isForeignWrite === true,
  isOwnForm: change.isForeignWrite !== true,
  ...change,
});

const CLAIMS = { iss: 'https://clerk.acme.example', azp: null, sid: 'sess_1' };

const outcome = (decision: Decision): string =>
  'reason' in decision ? `${decision.kind} ${decision.status} ${decision.reason}` : decision.kind;

describe('the policy', () => {
  test.each<[string, Partial<AuthContext>, string]>([
    ['a signed-in user passes', { sessionState: 'signed-in' }, 'pass'],
    ['an anonymous user on a protected page signs in', {}, 'sign-in'],
    ['an anonymous call gets 401, not a redirect', { kind: 'call' }, 'deny 401 sign_in_required'],
    [
      'an anonymous form post gets a page that keeps it',
      { kind: 'submission' },
      'explain 401 sign_in_required',
    ],
    [
      'an anonymous user in a frame gets a page: no page may frame the sign-in page',
      { kind: 'frame' },
      'explain 401 sign_in_required',
    ],
    ['a frame is synced like a page', { kind: 'frame', hasActiveClient: true }, 'sync'],
    [
      'a download is not: the page would be saved',
      { kind: 'download', hasActiveClient: true },
      'deny 401 session_sync_needed',
    ],
    ['an image of a protected app', { kind: 'asset', hasActiveClient: true }, 'deny 401 session_sync_needed'],
    [
      'an image of a mixed app, which anyone may read',
      { kind: 'asset', posture: 'mixed', hasActiveClient: true },
      'pass-anonymously',
    ],
    [
      'the same while the keys do not load',
      { kind: 'asset', posture: 'mixed', sessionState: 'unverifiable', hasActiveClient: true },
      'pass-anonymously',
    ],
    ['an anonymous user on a mixed page passes', { posture: 'mixed' }, 'pass-anonymously'],
    ['an anonymous user on a public page passes', { posture: 'public' }, 'pass-anonymously'],
    [
      'a first visit after signing in on another app',
      { sessionState: 'handshake', hasActiveClient: true },
      'sync',
    ],
    ['azp-less or foreign token', { sessionState: 'signed-out', hasActiveClient: true }, 'sync'],
    [
      'the same on a mixed page',
      { posture: 'mixed', sessionState: 'handshake', hasActiveClient: true },
      'sync',
    ],
    [
      'the same on a public page, which stays static',
      { posture: 'public', sessionState: 'handshake', hasActiveClient: true },
      'pass-anonymously',
    ],
    [
      'the same in a call',
      { kind: 'call', sessionState: 'handshake', hasActiveClient: true },
      'deny 401 session_sync_needed',
    ],
    ['an expired token, in a navigation by GET', { hasActiveClient: true }, 'sync'],
    [
      'an expired token, in an RSC request',
      { kind: 'call', hasActiveClient: true },
      'deny 401 session_sync_needed',
    ],
    [
      'the same in a Server Action',
      { kind: 'action', sessionState: 'handshake', hasActiveClient: true },
      'deny 401 session_sync_needed',
    ],
    [
      'the same in a Server Action of a mixed app',
      { posture: 'mixed', kind: 'action', sessionState: 'handshake', hasActiveClient: true },
      'deny 401 session_sync_needed',
    ],
    [
      'the same in a Server Action of a public app',
      { posture: 'public', kind: 'action', hasActiveClient: true },
      'deny 401 session_sync_needed',
    ],
    [
      'a call that writes to a public app',
      { posture: 'public', kind: 'call', isWrite: true, hasActiveClient: true },
      'deny 401 session_sync_needed',
    ],
    [
      'a Server Action of a public app, anonymously',
      { posture: 'public', kind: 'action' },
      'pass-anonymously',
    ],
    [
      'a Server Action of a public app, with a valid token',
      { posture: 'public', kind: 'action', sessionState: 'signed-in', hasActiveClient: true },
      'pass',
    ],
    ['an expired token in a form of this app', { kind: 'submission', hasActiveClient: true }, 'sync'],
    [
      'the same in a form of a mixed app',
      { posture: 'mixed', kind: 'submission', hasActiveClient: true },
      'sync',
    ],
    [
      'the same in a form of an unknown page',
      { kind: 'submission', hasActiveClient: true, isOwnForm: false },
      'explain 401 method_not_synced',
    ],
    [
      'the same in a form of another origin: it is never sent with a fresh token',
      { kind: 'submission', hasActiveClient: true, isForeignWrite: true },
      'explain 403 cross_origin_request',
    ],
    [
      'the same in a call of another origin',
      { kind: 'call', hasActiveClient: true, isForeignWrite: true },
      'deny 403 cross_origin_request',
    ],
    [
      'a form of another site whose cookies stayed at home',
      { kind: 'submission', isForeignWrite: true, crossSiteForm: 'first' },
      'resend',
    ],
    [
      'the same on a mixed app',
      { posture: 'mixed', kind: 'submission', isForeignWrite: true, crossSiteForm: 'first' },
      'resend',
    ],
    [
      'the form once more, and a user is signed in',
      {
        kind: 'submission',
        isForeignWrite: true,
        crossSiteForm: 'again',
        sessionState: 'signed-in',
        hasActiveClient: true,
      },
      'confirm',
    ],
    [
      'the form once more, with an expired token',
      { kind: 'submission', isForeignWrite: true, crossSiteForm: 'again', hasActiveClient: true },
      'confirm',
    ],
    [
      'the form once more, and nobody is signed in',
      { kind: 'submission', isForeignWrite: true, crossSiteForm: 'again' },
      'explain 401 sign_in_required',
    ],
    [
      'the same on a mixed app',
      { posture: 'mixed', kind: 'submission', isForeignWrite: true, crossSiteForm: 'again' },
      'pass-anonymously',
    ],
    [
      'a form once more that no page of this app sent, on a mixed app',
      { posture: 'mixed', kind: 'submission', isForeignWrite: true, crossSiteForm: 'unresolved' },
      'explain 403 cross_origin_request',
    ],
    [
      'a rejected session token of a program never writes as nobody',
      { carrier: 'header', posture: 'mixed', kind: 'call', isWrite: true, claims: CLAIMS },
      'deny 401 token_rejected',
    ],
    [
      'the same on a public app',
      { carrier: 'header', posture: 'public', kind: 'call', isWrite: true, claims: CLAIMS },
      'deny 401 token_rejected',
    ],
    [
      'a rejected token beside the cookies of a user never writes as nobody',
      { carrier: 'header', posture: 'mixed', kind: 'call', isWrite: true, hasActiveClient: true },
      'deny 401 token_rejected',
    ],
    [
      'a token that is none of Clerk’s is for the app',
      { carrier: 'header', posture: 'mixed', kind: 'call', isWrite: true },
      'pass-anonymously',
    ],
    [
      'a form of staff elsewhere',
      { posture: 'staff', kind: 'submission', sessionState: 'signed-in', isInOrganization: false },
      'explain 403 organization_required',
    ],
    [
      'the same at an address that is not ours',
      { hasActiveClient: true, isOwnOrigin: false },
      'explain 421 origin_not_registered',
    ],
    [
      'a session cookie without a live client counts as anonymous',
      { posture: 'mixed', sessionState: 'handshake' },
      'pass-anonymously',
    ],
    [
      'keys that do not load',
      { sessionState: 'unverifiable', hasActiveClient: true },
      'explain 503 clerk_unavailable',
    ],
    [
      'keys that do not load, in a call',
      { kind: 'call', sessionState: 'unverifiable', hasActiveClient: true },
      'deny 503 clerk_unavailable',
    ],
    [
      'keys of another instance',
      { sessionState: 'keys-mismatch', hasActiveClient: true },
      'explain 503 keys_mismatch',
    ],
    [
      'a rejected bearer token',
      { carrier: 'header', kind: 'call', hasActiveClient: true },
      'deny 401 token_rejected',
    ],
    [
      'a bearer token is never synced',
      { carrier: 'header', kind: 'document', hasActiveClient: true },
      'deny 401 token_rejected',
    ],
    [
      'a bearer token that cannot be verified',
      { carrier: 'header', kind: 'call', sessionState: 'unverifiable' },
      'deny 503 clerk_unavailable',
    ],
    [
      'a rejected bearer token on a mixed app counts as anonymous',
      { carrier: 'header', posture: 'mixed', kind: 'call' },
      'pass-anonymously',
    ],
    [
      'a pending session is sent to finish its tasks',
      { sessionState: 'pending', hasActiveClient: true },
      'sign-in',
    ],
    [
      'a pending session passes in a mixed app, where tasks are finished',
      { posture: 'mixed', sessionState: 'pending' },
      'pass',
    ],
    [
      'a user who comes back from the sign-in page may have finished the tasks',
      { sessionState: 'pending', hasActiveClient: true, isArrival: true },
      'sync',
    ],
    [
      'the same on a mixed page',
      { posture: 'mixed', sessionState: 'pending', hasActiveClient: true, isArrival: true },
      'sync',
    ],
    [
      'the same while Clerk is down, when no new token can be minted',
      {
        posture: 'mixed',
        sessionState: 'pending',
        hasActiveClient: true,
        isArrival: true,
        isClerkDown: true,
      },
      'pass',
    ],
    [
      'an address of another organization than the active one',
      { sessionState: 'signed-in', hasActiveClient: true, isTargetActive: false },
      'sync',
    ],
    [
      'the same in a call',
      { kind: 'call', sessionState: 'signed-in', hasActiveClient: true, isTargetActive: false },
      'deny 401 session_sync_needed',
    ],
    [
      'an organization of which the user is no member: the page explains it',
      { sessionState: 'signed-in', hasActiveClient: true, isTargetActive: false, isTargetMissing: true },
      'pass',
    ],
    [
      'a bearer token acts in the organization it names',
      { sessionState: 'signed-in', carrier: 'header', hasActiveClient: true, isTargetActive: false },
      'pass',
    ],
    [
      'Clerk is down and the token has expired',
      { hasActiveClient: true, isClerkDown: true },
      'explain 503 clerk_unavailable',
    ],
    [
      'the same in a call: 503, not 401',
      { kind: 'call', hasActiveClient: true, isClerkDown: true },
      'deny 503 clerk_unavailable',
    ],
    [
      'the same on a page that anyone may read',
      { posture: 'mixed', hasActiveClient: true, isClerkDown: true },
      'pass-anonymously',
    ],
    [
      'while Clerk is down, an anonymous user is still sent to our sign-in page',
      { isClerkDown: true },
      'sign-in',
    ],
    ['a valid token passes while Clerk is down', { sessionState: 'signed-in', isClerkDown: true }, 'pass'],
    [
      'a development instance is not redirected to a dead host',
      { sessionState: 'sdk-redirect', isClerkDown: true },
      'explain 503 clerk_unavailable',
    ],
    ['an expired token within the grace', { sessionState: 'graced', isClerkDown: true }, 'pass'],
    [
      'a write within the grace',
      { kind: 'submission', sessionState: 'graced', isClerkDown: true, isGraceAllowed: false },
      'explain 503 outage_read_only',
    ],
    [
      'a Server Action within the grace',
      { kind: 'action', sessionState: 'graced', isClerkDown: true, isGraceAllowed: false },
      'deny 503 outage_read_only',
    ],
    [
      'staff elsewhere, within the grace',
      { posture: 'staff', sessionState: 'graced', isClerkDown: true, isInOrganization: false },
      'no-access',
    ],
    [
      'a token that the browser drops because of its size',
      { hasActiveClient: true, isTokenTooLarge: true },
      'explain 503 token_too_large',
    ],
    [
      'the same on a mixed page: its sign-in would lead back here',
      { posture: 'mixed', hasActiveClient: true, isTokenTooLarge: true },
      'explain 503 token_too_large',
    ],
    [
      'the same in a call',
      { kind: 'call', hasActiveClient: true, isTokenTooLarge: true },
      'deny 503 token_too_large',
    ],
    [
      'the same where only the other organization makes it too large',
      { sessionState: 'signed-in', hasActiveClient: true, isTargetActive: false, isTokenTooLarge: true },
      'explain 503 token_too_large',
    ],
    [
      'a valid token passes, although a token was too large before',
      { sessionState: 'signed-in', isTokenTooLarge: true },
      'pass',
    ],
    ['an anonymous user has no token that could be too large', { isTokenTooLarge: true }, 'sign-in'],
    ['a development instance sets up its browser', { sessionState: 'sdk-redirect' }, 'sdk-redirect'],
    [
      'a write sent by a page of a sibling app',
      { kind: 'call', sessionState: 'signed-in', isForeignWrite: true },
      'deny 403 cross_origin_request',
    ],
    [
      'a form sent by a page of a sibling app',
      { kind: 'submission', sessionState: 'signed-in', isForeignWrite: true },
      'explain 403 cross_origin_request',
    ],
    [
      'a declared caller writes with its own bearer token',
      { kind: 'call', carrier: 'header', sessionState: 'signed-in', isForeignWrite: true },
      'pass',
    ],
    ['staff in the organization', { posture: 'staff', sessionState: 'signed-in' }, 'pass'],
    [
      'staff elsewhere',
      { posture: 'staff', sessionState: 'signed-in', isInOrganization: false },
      'no-access',
    ],
    [
      'staff elsewhere, calling',
      { posture: 'staff', kind: 'call', sessionState: 'signed-in', isInOrganization: false },
      'deny 403 organization_required',
    ],
    [
      'the page that explains it',
      { posture: 'staff', sessionState: 'signed-in', isInOrganization: false, isNoAccessPage: true },
      'pass',
    ],
    [
      'the page that explains it, for an anonymous user',
      { posture: 'staff', isNoAccessPage: true },
      'sign-in',
    ],
  ])('%s', (_name, change, expected) => {
    expect(outcome(decide(contextOf(change)))).toBe(expected);
  });
});

describe('over every combination', () => {
  const booleans = [true, false];
  const SITUATIONS: Partial<AuthContext>[] = [
    {},
    { isClerkDown: true },
    { isClerkDown: true, isGraceAllowed: false },
    { isTargetActive: false },
    { isTargetActive: false, isTargetMissing: true },
    { isTargetActive: false, isClerkDown: true },
    { isTokenTooLarge: true },
    { isArrival: true },
    { crossSiteForm: 'first' },
    { crossSiteForm: 'again' },
    { crossSiteForm: 'unresolved' },
    { claims: CLAIMS },
    { isOwnForm: false },
  ];
  /** Only a form of another site is sent once more. */
  const isPossible = ({ crossSiteForm, kind, isForeignWrite }: AuthContext) =>
    crossSiteForm === null || (kind === 'submission' && isForeignWrite);
  const combinations = POSTURES.flatMap((posture) =>
    REQUEST_FORMS.flatMap(({ kind, isWrite }) =>
      (['cookie', 'header'] as const).flatMap((carrier) =>
        SESSION_STATES.flatMap((sessionState) =>
          booleans.flatMap((hasActiveClient) =>
            booleans.flatMap((isInOrganization) =>
              booleans.flatMap((isNoAccessPage) =>
                booleans.flatMap((isOwnOrigin) =>
                  (isWrite ? booleans : [false]).flatMap((isForeignWrite) =>
                    SITUATIONS.map((situation) =>
                      contextOf({
                        isOwnForm: !isForeignWrite,
                        ...situation,
                        posture,
                        kind,
                        isWrite,
                        carrier,
                        sessionState,
                        hasActiveClient,
                        isInOrganization,
                        isNoAccessPage,
                        isOwnOrigin,
                        isForeignWrite,
                      }),
                    ),
                  ),
                ),
              ),
            ),
          ),
        ),
      ),
    ),
  );
  const everything = combinations.filter(isPossible);
  const which = (test: (context: AuthContext, decision: Decision) => boolean) =>
    everything.filter((context) => test(context, decide(context)));

  const passes = ({ kind }: Decision) => kind === 'pass' || kind === 'pass-anonymously';

  test('an app receives a session only with a valid token, in an outage with one that just expired, or where tasks are finished', () => {
    expect(
      which(
        (f, d) =>
          d.kind === 'pass' &&
          f.sessionState !== 'signed-in' &&
          f.sessionState !== 'graced' &&
          !(f.sessionState === 'pending' && (f.posture === 'mixed' || (f.posture === 'public' && f.isWrite))),
      ),
    ).toEqual([]);
  });
  test('while Clerk is down no browser is sent there', () => {
    expect(which((f, d) => f.isClerkDown && (d.kind === 'sync' || d.kind === 'sdk-redirect'))).toEqual([]);
  });
  test('once a token was too large, no session is synced', () => {
    expect(which((f, d) => f.isTokenTooLarge && d.kind === 'sync')).toEqual([]);
  });
  test('what may only be read in an outage is not written', () => {
    expect(
      which(
        (f, d) =>
          f.sessionState === 'graced' &&
          !f.isGraceAllowed &&
          (f.posture !== 'public' || f.isWrite) &&
          passes(d),
      ),
    ).toEqual([]);
  });
  test('a protected app never lets an anonymous request pass', () => {
    expect(
      which((f, d) => d.kind === 'pass-anonymously' && (f.posture === 'protected' || f.posture === 'staff')),
    ).toEqual([]);
  });
  test('with a session cookie, no page of another origin writes', () => {
    expect(which((f, d) => d.kind === 'pass' && f.isForeignWrite && f.carrier === 'cookie')).toEqual([]);
  });
  test('no write of a user who is signed in becomes an anonymous one', () => {
    expect(
      which(
        (f, d) =>
          d.kind === 'pass-anonymously' &&
          f.isWrite &&
          (f.carrier === 'cookie' ? f.hasActiveClient : f.claims?.sid != null),
      ),
    ).toEqual([]);
  });
  test('a form of this app that is not accepted gets a page, which keeps it, in every state', () => {
    expect(
      which(
        (f, d) =>
          f.kind === 'submission' &&
          f.carrier === 'cookie' &&
          !passes(d) &&
          !['sync', 'explain', 'resend', 'confirm'].includes(d.kind),
      ),
    ).toEqual([]);
  });
  test('no form of another origin is sent with a fresh token', () => {
    expect(which((f, d) => d.kind === 'sync' && f.isWrite && (f.isForeignWrite || !f.isOwnForm))).toEqual([]);
  });
  test('a form of another site acts for a signed-in user only after they were asked', () => {
    expect(
      which(
        (f, d) =>
          f.kind === 'submission' && f.crossSiteForm !== null && f.carrier === 'cookie' && d.kind === 'pass',
      ),
    ).toEqual([]);
  });
  test('a call is never answered with a redirect or a page', () => {
    expect(
      which(
        (f, d) => !['document', 'frame', 'submission'].includes(f.kind) && !passes(d) && d.kind !== 'deny',
      ),
    ).toEqual([]);
  });
  test('what is only read of a public app is never stopped, synced or redirected', () => {
    expect(which((f, d) => f.posture === 'public' && !f.isWrite && !passes(d))).toEqual([]);
  });
  test('an anonymous write of a page of a public or mixed app is never stopped', () => {
    expect(
      which(
        (f, d) =>
          (f.posture === 'public' || f.posture === 'mixed') &&
          f.carrier === 'cookie' &&
          !f.hasActiveClient &&
          (f.sessionState === 'signed-out' || f.sessionState === 'handshake') &&
          f.crossSiteForm !== 'first' &&
          f.crossSiteForm !== 'unresolved' &&
          !passes(d),
      ),
    ).toEqual([]);
  });
  test('sync happens only where the browser can mint a token: a page or form with a cookie, on an own origin with a live client', () => {
    expect(
      which(
        (f, d) =>
          d.kind === 'sync' &&
          !(
            ['document', 'frame', 'submission'].includes(f.kind) &&
            f.carrier === 'cookie' &&
            f.isOwnOrigin &&
            f.hasActiveClient
          ),
      ),
    ).toEqual([]);
  });
  test('a live session is never sent to sign in, unless it has tasks to finish', () => {
    expect(
      which((f, d) => d.kind === 'sign-in' && f.hasActiveClient && f.sessionState !== 'pending'),
    ).toEqual([]);
  });

  test('every row decides at least one request, and every table ends with a row that always holds', () => {
    const used = new Set<Row>();
    const walk = (table: readonly Row[], context: AuthContext): void => {
      const row = table.find(({ when }) => when(context));
      if (!row) throw new Error('A table has no last row.');
      used.add(row);
      if (!('kind' in row.outcome)) walk(row.outcome, context);
    };
    for (const context of everything) walk(POLICY, context);
    const all = (table: readonly Row[]): readonly Row[] =>
      table.flatMap((row) => ('kind' in row.outcome ? [row] : [row, ...all(row.outcome)]));
    expect(
      all(POLICY)
        .filter((row) => !used.has(row))
        .map(({ name }) => name),
    ).toEqual([]);
  });
});

describe('the table of the documentation', () => {
  const cells = whatHappens();

  test('has every form of request in every posture and situation, once', () => {
    const keys = cells.map(({ form, posture, situation }) => `${form.text} ${posture} ${situation}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.length).toBe(REQUEST_FORMS.length * POSTURES.length * 8);
  });

  test('says that a signed-in user with a good token is received everywhere, but for one who is not in the staff organization', () => {
    const stopped = cells.filter(
      ({ situation, decision }) => situation === 'signed-in' && decision.kind !== 'pass',
    );
    expect(stopped).toEqual([]);
  });

  test('says that nobody who is signed in writes as nobody', () => {
    const lost = cells.filter(
      ({ form, situation, decision }) =>
        form.isWrite && situation !== 'signed-out' && decision.kind === 'pass-anonymously',
    );
    expect(lost).toEqual([]);
  });
});
