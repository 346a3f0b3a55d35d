import { NextRequest } from 'next/server';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildAppPolicy } from '../environment/app-policy.ts';
import { acmeProxy } from '../proxy/acme-proxy.fixture.ts';
import { event, outage } from '../proxy/visit.fixture.ts';
import type { createAuthProxy } from '../proxy.ts';
import { acme } from '../registry/acme.fixture.ts';
import {
  createSigner,
  localClaims,
  nowSeconds,
  LOCAL_PLATFORM as PLATFORM,
  signToken,
} from '../token/session-token.fixture.ts';
import { buildRoutePolicy, type RoutePolicy } from './route-policy.ts';
import { type RouteRequirement, withAuth } from './with-auth.ts';

/** What a user gets who opens a route in a tab or sends a form to it, beside what the proxy answers for a page. */

const OWN = { origin: PLATFORM, 'sec-fetch-site': 'same-origin' };
const SIBLING = { origin: 'http://portal.acme.localhost:3000', 'sec-fetch-site': 'same-site' };
const OTHER_SITE = { origin: 'https://pay.example', 'sec-fetch-site': 'cross-site' };

let policy: RoutePolicy;
let proxy: ReturnType<typeof createAuthProxy>;
let cookieOf: (session: Session) => Promise<string>;

/** `stale`: the token has expired. `ended`: session sync found no live session. */
type Session = 'good' | 'stale' | 'none' | 'signed-out' | 'ended' | 'pending' | 'cookieless';

beforeAll(async () => {
  const signer = await createSigner('k');
  policy = await buildRoutePolicy(buildAppPolicy(acme, 'platform', { jwtKey: signer.pem, outage }));
  proxy = acmeProxy('platform', { jwtKey: signer.pem, outage });
  cookieOf = async (session) => {
    const uat = nowSeconds() - 500;
    if (session === 'cookieless') return '';
    if (session === 'signed-out') return '__client_uat=0';
    if (session === 'ended') return `__client_uat=${uat}; __sso_stale_client=${uat}`;
    if (session === 'none') return `__client_uat=${uat}`;
    const claims = session === 'pending' ? { sts: 'pending' } : {};
    const token = await signToken(signer, localClaims(claims, session === 'stale' ? 100 : 0));
    return `__client_uat=${uat}; __session=${token}`;
  };
});

interface Visit {
  readonly session: Session;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Record<string, string>;
  readonly search?: string;
}

async function requestOf({ session, method = 'GET', headers, search = '' }: Visit): Promise<NextRequest> {
  const cookie = await cookieOf(session);
  const request = new NextRequest(`${PLATFORM}/api/report.pdf${search}`, {
    method,
    headers: {
      host: 'platform.acme.localhost:3000',
      accept: 'text/html',
      'sec-fetch-dest': 'document',
      'sec-fetch-mode': 'navigate',
      ...(cookie ? { cookie } : {}),
      ...(method === 'POST' ? OWN : {}),
      ...headers,
    },
    ...(method === 'POST' ? { body: new URLSearchParams({ text: 'Ada' }) } : {}),
  });
  // Empty: the client does not send it.
  for (const [name, value] of Object.entries(headers ?? {})) if (value === '') request.headers.delete(name);
  return request;
}

const route = (requires: RouteRequirement = {}) =>
  withAuth(() => new Response('the file'), { requires, policy: async () => policy });

const seen = (response: Response) => ({
  status: response.status,
  reason: response.headers.get('x-sso-reason'),
  location: response.headers.get('location'),
  isPage: response.headers.get('content-type')?.startsWith('text/html') ?? false,
});

const FRAME = { 'sec-fetch-dest': 'iframe' };

describe('a navigation to a route is answered like one to a page', () => {
  test.each<[string, Visit]>([
    ['a link, stale', { session: 'stale' }],
    ['a link, first visit', { session: 'none' }],
    ['a link, signed out', { session: 'signed-out' }],
    ['a link, the session has ended', { session: 'ended' }],
    ['a frame, stale', { session: 'stale', headers: FRAME }],
    ['a frame, signed out', { session: 'signed-out', headers: FRAME }],
    ['an unregistered host, stale', { session: 'stale', headers: { host: 'x.acme.localhost:3000' } }],
    ['a form, stale', { session: 'stale', method: 'POST' }],
    ['a form, first visit', { session: 'none', method: 'POST' }],
    ['a form, signed out', { session: 'signed-out', method: 'POST' }],
    [
      'a form of a page that hides its address',
      { session: 'stale', method: 'POST', headers: { origin: 'null' } },
    ],
    ['a form of a sibling, good', { session: 'good', method: 'POST', headers: SIBLING }],
    ['a form of a sibling, stale', { session: 'stale', method: 'POST', headers: SIBLING }],
    ['a form of another site', { session: 'cookieless', method: 'POST', headers: OTHER_SITE }],
    ['a form once more, good', { session: 'good', method: 'POST', search: '?__sso_cross_site_form=1' }],
    ['a form once more, stale', { session: 'stale', method: 'POST', search: '?__sso_cross_site_form=1' }],
    [
      'a form once more, signed out',
      { session: 'signed-out', method: 'POST', search: '?__sso_cross_site_form=1' },
    ],
    [
      'a form once more, in a sandbox',
      {
        session: 'cookieless',
        method: 'POST',
        search: '?__sso_cross_site_form=1',
        headers: { origin: 'null', 'sec-fetch-site': 'cross-site' },
      },
    ],
    [
      'a form once more, signed out, in a browser without metadata',
      {
        session: 'cookieless',
        method: 'POST',
        search: '?__sso_cross_site_form=1',
        headers: { 'sec-fetch-dest': '', 'sec-fetch-site': '' },
      },
    ],
    [
      'a form of another site, at an unregistered host',
      { session: 'cookieless', method: 'POST', headers: { ...OTHER_SITE, host: 'x.acme.localhost:3000' } },
    ],
    ['a link, unfinished tasks', { session: 'pending' }],
    ['a download, stale', { session: 'stale', headers: { 'sec-fetch-dest': 'empty', accept: '*/*' } }],
    [
      'a fetch, stale',
      { session: 'stale', headers: { 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors', accept: '*/*' } },
    ],
    ['an image, signed out', { session: 'signed-out', headers: { 'sec-fetch-dest': 'image' } }],
  ])('%s', async (_name, visit) => {
    const [fromRoute, fromProxy] = [
      await route()(await requestOf(visit), undefined),
      await proxy(await requestOf(visit), event),
    ];
    expect(seen(fromRoute)).toEqual(seen(fromProxy));
    expect(fromRoute.headers.get('cache-control')).toBe('private, no-store');
  });

  test('with a good token it is the route’s own', async () => {
    for (const visit of [{ session: 'good' }, { session: 'good', method: 'POST' }] as const) {
      expect(await (await route()(await requestOf(visit), undefined)).text()).toBe('the file');
    }
  });
});

describe('a user without access', () => {
  test('who follows a link is led to the page that explains it', async () => {
    const response = await route({ permission: 'org:x:read' })(
      await requestOf({ session: 'good' }),
      undefined,
    );
    expect(response.headers.get('location')).toBe(`${PLATFORM}/no-access?reason=permission_required`);
  });

  test('who sends a form keeps it', async () => {
    const response = await route({ role: 'org:admin' })(
      await requestOf({ session: 'good', method: 'POST' }),
      undefined,
    );
    expect([response.status, response.headers.get('x-sso-reason')]).toEqual([403, 'role_required']);
    expect(await response.text()).toContain('name="text" value="Ada"');
  });
});

test('where no user may call, a navigation gets a problem: no page could help', async () => {
  const machines = withAuth(() => new Response(), { accepts: ['api_key'], policy: async () => policy });
  const response = await machines(await requestOf({ session: 'stale' }), undefined);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
});

test('a client with a bearer token is a program, whatever it accepts', async () => {
  const headers = { authorization: 'Bearer a.b.c' };
  const response = await route()(await requestOf({ session: 'stale', headers }), undefined);
  expect([response.status, response.headers.get('content-type')]).toEqual([401, 'application/problem+json']);
});

describe('a session sync page that opened the file is notified that it has been answered', () => {
  const marked = async (headers: Record<string, string>) => {
    const cookie = `${await cookieOf('good')}; __sso_reopen=1`;
    return requestOf({ session: 'good', headers: { ...headers, cookie } });
  };
  const DELETED = ['__sso_reopen=; Path=/api/report.pdf; Max-Age=0; SameSite=Lax'];

  test('by the answer of the route, also by one whose headers cannot be changed', async () => {
    const redirects = withAuth(() => Response.redirect(`${PLATFORM}/elsewhere`), {
      policy: async () => policy,
    });
    for (const handler of [route(), redirects]) {
      const response = await handler(await marked({}), undefined);
      expect(response.headers.getSetCookie()).toEqual(DELETED);
      expect(response.headers.get('cache-control')).toBe('private, no-store');
    }
  });

  test('not by the answer to a fetch of another tab', async () => {
    const call = { 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors', accept: '*/*' };
    expect((await route()(await marked(call), undefined)).headers.getSetCookie()).toEqual([]);
  });
});
