import { createClerkClient } from '@clerk/nextjs/server';
import { NextRequest } from 'next/server';
import { describe, expect, test } from 'vitest';
import { buildAppPolicy } from './environment/app-policy.ts';
import { acmeProxy } from './proxy/acme-proxy.fixture.ts';
import { strayCookieDeletions } from './proxy/stray-cookies.ts';
import { createImageMarks } from './proxy/to-app/image-marks.ts';
import { event, outage } from './proxy/visit.fixture.ts';
import { parseReasonHeader } from './reasons.ts';
import { acme } from './registry/acme.fixture.ts';
import { signInUrlFor } from './registry/app-pages.ts';
import { decodePercent } from './registry/decode-percent.ts';
import { organizationTarget } from './registry/organization-target.ts';
import { parseOrigin } from './registry/origin.ts';
import { isPublicPath } from './registry/own-paths.ts';
import { resolveReturnUrl } from './registry/return-url.ts';
import { readAddress } from './request/address.ts';
import { readClientUat } from './request/client-uat.ts';
import { parseCookies, removeCookies } from './request/cookies.ts';
import { hasCrossSiteMark, unmarkCrossSite } from './request/cross-site-form.ts';
import { readHeaderToken } from './request/header-token.ts';
import { readRequest } from './request/read-request.ts';
import { isServedFile } from './request/served-files.ts';
import { readSessionCookies } from './request/session-cookies.ts';
import { isStaleClient, isTargetMissing, isTokenTooLarge } from './request/sync-notes.ts';
import { identifyCaller } from './routes/identify-caller.ts';
import { tokenTypeOf } from './routes/read-credential.ts';
import { buildRoutePolicy } from './routes/route-policy.ts';
import { createSigner, encodePart, ISSUER, nowSeconds, PLATFORM } from './token/session-token.fixture.ts';
import { measureTokenBudget } from './token/token-budget.ts';
import { decodeUnverified, readUnverifiedClaims } from './token/unverified-claims.ts';
import { createMachineVerifier } from './token/verify-machine-token.ts';
import { createSessionVerifier } from './token/verify-session.ts';
import { createWebhookHandler } from './webhooks/create-webhook-handler.ts';
import { createSignatureCheck } from './webhooks/signature-check.ts';

/**
 * Whatever an anonymous client sends, and however much of it a server takes (about 16 KB of headers), it costs no more processor time
 * than an honest request. Processor time is measured, not time: other processes of the machine do not count.
 */

/** Milliseconds that one reader may take on the machine on which `CALIBRATION_MS` was measured. */
const LIMIT_MS = 2;
/** Milliseconds of processor time that `calibrate` took there. */
const CALIBRATION_MS = 7;
const LENGTH = 15_000;
const RUNS = 7;

const repeat = (text: string) => text.repeat(Math.ceil(LENGTH / text.length)).slice(0, LENGTH);
const deep = `[`.repeat(5_000);
const part = (text: string) => Buffer.from(text).toString('base64url');

/** Texts that are awkward to split, decode, match or compare. */
const AWKWARD: readonly (readonly [name: string, text: string])[] = [
  ['dots', repeat('.')],
  ['short parts', repeat('a.')],
  ['parts of base64', repeat('eyJhIjoxfQ.')],
  ['a header and dots', repeat(`${encodePart({ alg: 'RS256', kid: 'k' })}${'.'.repeat(500)}`)],
  [
    'a token with a long payload',
    `${encodePart({ alg: 'RS256' })}.${encodePart({ a: 'x'.repeat(10_000) })}.AAAA`,
  ],
  ['a token of the largest length', `${encodePart({ alg: 'RS256', kid: 'k' })}.${'A'.repeat(8_000)}.AAAA`],
  ['a token with deep JSON', `${part(deep)}.${part(deep)}.AAAA`],
  ['deep JSON in a token that is short enough', `${part('['.repeat(2_800))}.${part('['.repeat(2_800))}.AAAA`],
  ['many members', `${encodePart({ alg: 'RS256' })}.${part(`{${'"a":1,'.repeat(900)}"b":1}`)}.AAAA`],
  ['an API key', `ak_${repeat('a')}`],
  ['an M2M token', `mt_${repeat('.')}`],
  ['an OAuth token', `oat_${repeat('é')}`],
  ['semicolons', repeat(';')],
  ['cookies without values', repeat('a;')],
  [
    'many cookies',
    Array.from({ length: 2_000 }, (_each, index) => `c${index}=1`)
      .join('; ')
      .slice(0, LENGTH),
  ],
  ['the same cookie', repeat('__session=1; __session=2; ')],
  ['cookies of Clerk', repeat('__client_uat_a=1; ')],
  ['encoded cookies', repeat('a=%2e%2E; ')],
  ['equal signs', repeat('=')],
  ['percent signs', repeat('%')],
  ['encoded slashes', repeat('%2f')],
  ['half of an encoded character', repeat('%e9')],
  ['slashes', repeat('/')],
  ['backslashes', repeat('\\')],
  ['segments', repeat('/a')],
  ['dot segments', repeat('/..')],
  ['organizations', repeat('/orgs/a')],
  ['a long organization', `/orgs/${repeat('a')}`],
  ['public paths', `/open/${repeat('a/')}`],
  ['well-known names', `/.well-known${repeat('/a.b')}`],
  ['sitemaps', `/sitemap-${repeat('-_1')}`],
  ['spaces', repeat(' ')],
  ['tabs', repeat('\t')],
  ['commas', repeat(',')],
  ['question marks', repeat('?')],
  ['queries', repeat('?a&')],
  ['marks', repeat('&__sso_cross_site_form=1')],
  ['image marks', repeat('&__sso_image=0')],
  ['colons', repeat(':1')],
  ['digits', repeat('9')],
  ['letters', repeat('a')],
  ['an address', `https://${repeat('a.')}`],
  ['many addresses', repeat('https://a@')],
  ['signatures', repeat('v1,a ')],
];

/** Work of the kind that is measured, and always the same. */
function calibrate(): number {
  let found = 0;
  for (let round = 0; round < 40; round += 1) {
    const text = JSON.stringify(
      Array.from({ length: 400 }, (_each, index) => ({ name: `n${index}`, at: round })),
    );
    found += JSON.parse(text).length + text.split(',').length + encodeURIComponent(text).length;
  }
  return found;
}

/** Milliseconds of processor time of this process, the median of several runs. */
async function processorMs(work: () => unknown): Promise<number> {
  for (let warmUp = 0; warmUp < 3; warmUp += 1) await work();
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
  }
  return times.sort((one, other) => one - other)[RUNS >> 1] ?? Number.POSITIVE_INFINITY;
}

/** The limit on this machine, as busy as it is now. */
async function limitMs(): Promise<number> {
  return LIMIT_MS * Math.max(1, (await processorMs(calibrate)) / CALIBRATION_MS);
}

/** The readers whose median is above the limit; measured once more before they count, because a collection of garbage may be. */
async function tooSlow(readers: Readonly<Record<string, (text: string) => unknown>>, text: string) {
  const slow: string[] = [];
  for (const [name, read] of Object.entries(readers)) {
    const work = () => read(text);
    if ((await processorMs(work)) <= LIMIT_MS) continue;
    const [ms, limit] = [await processorMs(work), await limitMs()];
    if (ms > limit) slow.push(`${name}: ${ms.toFixed(2)} ms, limit ${limit.toFixed(2)} ms`);
  }
  return slow;
}

const ORIGIN = parseOrigin(PLATFORM, 'test');
const PATTERNS = {
  organizationPatterns: ['/orgs/:slug', '/orgs/:slug/(.*)', '/teams/:id/(.*)/settings/(.*)'],
  personalAccountPatterns: ['/personal', '/personal/(.*)'],
};
const PUBLIC = ['/open/*', '/press'];

const signer = await createSigner('k');
const verifySession = createSessionVerifier({
  issuers: [ISSUER],
  parties: [PLATFORM],
  keys: { jwtKey: signer.pem },
});
const verifyMachine = createMachineVerifier({
  // Nothing listens there: a text that cannot be a token must not be sent anywhere.
  clerk: createClerkClient({ secretKey: 'sk_test_x', apiUrl: 'http://127.0.0.1:1' }),
  cacheSeconds: 30,
});
const images = createImageMarks('secret', 'platform');
const signatures = createSignatureCheck([`whsec_${btoa('a secret of a test')}`], 300_000);

/** A request may hold only characters that a header, or a URL, may hold. */
const headerSafe = (text: string) => text.replace(/[^\x20-\x7e]/g, 'x');
const headers = (name: string, text: string) => new Headers([[name, headerSafe(text)]]);
const request = (init: { path?: string; headers?: Headers } = {}) => ({
  method: 'GET',
  headers: init.headers ?? new Headers(),
  url: `${ORIGIN}/`,
  nextUrl: { protocol: 'https:', pathname: init.path ?? '/', search: '', basePath: '', locale: '' },
});

const TEXT_READERS: Readonly<Record<string, (text: string) => unknown>> = {
  decodeUnverified,
  readUnverifiedClaims,
  measureTokenBudget,
  tokenTypeOf,
  verifySession,
  verifyApiKey: (text) => verifyMachine('api_key', `${text}!`),
  parseCookies,
  removeCookies: (text) => removeCookies(text, (name) => name.startsWith('__')),
  readSessionCookies: (text) => readSessionCookies(parseCookies(text), 'a'),
  readClientUat: (text) => readClientUat(parseCookies(text).values, 'a'),
  readHeaderToken,
  readHeaderTokenOfBearer: (text) => readHeaderToken(`Bearer ${text}`),
  readAddressOfHost: (text) => readAddress(request({ headers: headers('host', text) })),
  readAddressOfForwarded: (text) => readAddress(request({ headers: headers('x-forwarded-host', text) })),
  readRequestOfCookie: (text) => readRequest(request({ headers: headers('cookie', text) }), 'a'),
  readRequestOfAccept: (text) => readRequest(request({ headers: headers('accept', text) }), 'a'),
  readRequestOfPath: (text) => readRequest(request({ path: text }), 'a'),
  isServedFile,
  isPublicPath: (text) => isPublicPath(text, PUBLIC),
  organizationTarget: (text) => organizationTarget(text, PATTERNS),
  decodePercent,
  resolveReturnUrl: (text) =>
    resolveReturnUrl(text, { own: ORIGIN, known: [ORIGIN], fallback: `${ORIGIN}/` }),
  signInUrlFor: (text) =>
    signInUrlFor(
      { signInUrl: `${ORIGIN}/sign-in` },
      { returnUrl: `${ORIGIN}/${text}`, isSessionEnded: false },
    ),
  parseReasonHeader,
  crossSiteMark: (text) => [hasCrossSiteMark(text), unmarkCrossSite(text)],
  syncNotes: (text) => {
    const cookies = parseCookies(
      ['stale_client', 'missing_organization', 'token_size']
        .map((name) => `__sso_${name}=${text}`)
        .join('; '),
    );
    return [
      isStaleClient({ cookies, clientUatSeconds: 1 }, ORIGIN),
      isTokenTooLarge(cookies, ORIGIN),
      isTargetMissing(cookies, { kind: 'slug', value: text.slice(0, 100) }, ORIGIN),
    ];
  },
  imageProof: (text) => images.isProven(readRequest(request({ path: text }), 'a'), new Headers()),
  strayCookieDeletions: (text) =>
    strayCookieDeletions(['__session', '__session_a'], {
      host: 'platform.acme.example',
      pathname: text,
      isAmbiguous: true,
    }),
  readSignatureHeaders: (text) =>
    signatures.readHeaders(
      new Headers({
        'svix-id': 'msg_1',
        'svix-timestamp': String(nowSeconds()),
        'svix-signature': headerSafe(text),
      }),
      Date.now(),
    ),
};

describe('15 KB of anything costs every reader of this package at most 2 ms of processor time', () => {
  test.each(AWKWARD)('%s', async (_name, text) => {
    expect(await tooSlow(TEXT_READERS, text)).toEqual([]);
  });
});

describe('15 KB of anything costs a whole request at most 2 ms more than one letter', () => {
  const proxies = new Map(
    (['platform', 'docs'] as const).map((app) => [
      app,
      acmeProxy(app, { jwtKey: signer.pem, outage, onEvent: () => {} }),
    ]),
  );
  const routes = buildRoutePolicy(buildAppPolicy(acme, 'platform', { jwtKey: signer.pem, outage }));
  const visit = (app: 'platform' | 'docs', extra: Record<string, string>) => {
    const host = `${app}.acme.localhost:3000`;
    const all = { host, 'sec-fetch-dest': 'document', accept: 'text/html', ...extra };
    return proxies.get(app)?.(new NextRequest(`http://${host}/a`, { headers: all }), event);
  };
  const call = async (extra: Record<string, string>) => {
    const policy = await routes;
    const source = new Request('http://platform.acme.localhost:3000/api/a', { headers: extra });
    return identifyCaller({
      policy,
      incoming: readRequest(source, policy.cookieSuffix),
      accepts: ['session_token'],
    });
  };
  /** In the header, and in the session cookie while a user seems to be signed in. */
  const PLACES: Readonly<Record<string, (text: string) => Record<string, string>>> = {
    bearer: (text) => ({ authorization: `Bearer ${text}` }),
    // Next and the SDK parse every cookie of a request; here it is one.
    session: (text) => ({ cookie: `__client_uat=1; __session=${text.replaceAll(';', ',')}` }),
  };
  const doors = Object.entries(PLACES).flatMap(([place, headersOf]) => [
    [`platform, ${place}`, (text: string) => visit('platform', headersOf(headerSafe(text)))] as const,
    [`docs, ${place}`, (text: string) => visit('docs', headersOf(headerSafe(text)))] as const,
    [`withAuth, ${place}`, (text: string) => call(headersOf(headerSafe(text)))] as const,
  ]);

  test.each(AWKWARD)('%s', async (_name, text) => {
    const slow: string[] = [];
    for (const [name, open] of doors) {
      const excess = async () => (await processorMs(() => open(text))) - (await processorMs(() => open('x')));
      if ((await excess()) <= LIMIT_MS) continue;
      const [ms, limit] = [await excess(), await limitMs()];
      if (ms > limit) slow.push(`${name}: ${ms.toFixed(2)} ms more, limit ${limit.toFixed(2)} ms`);
    }
    expect(slow).toEqual([]);
  });
});

test('a body of 1 MB at the webhook that nobody signed costs a fraction of what hashing it in JavaScript costs', async () => {
  const handle = createWebhookHandler({
    secrets: [`whsec_${btoa('one')}`, `whsec_${btoa('two')}`],
    onEvent: () => {},
    onIncident: () => {},
  });
  const body = 'x'.repeat(1_000_000);
  const post = (signature: string) => {
    const headers = {
      'svix-id': 'msg_1',
      'svix-timestamp': String(nowSeconds()),
      'svix-signature': signature,
    };
    return handle(
      new Request('https://portal.acme.example/api/webhooks/clerk', { method: 'POST', headers, body }),
    );
  };
  const [nothing, wrongForm, wrong] = [
    await processorMs(() => new Request('https://a.example', { method: 'POST', body }).text()),
    await processorMs(() => post('x')),
    await processorMs(() => post(`v1,${btoa('x'.repeat(32))}`)),
  ];
  const limit = 5 * (await limitMs());
  // What is no signature costs less than the body, which is not even read.
  expect({ wrongForm, limit: (await limitMs()) + nothing }).toSatisfy((each) => each.wrongForm < each.limit);
  expect({ wrong, limit: limit + nothing }).toSatisfy((each) => each.wrong < each.limit);
});
