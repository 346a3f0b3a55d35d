import { NextRequest } from 'next/server';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { createCircuitBreaker } from '../outage/circuit-breaker.ts';
import type { AcmeApp } from '../registry/acme.fixture.ts';
import { createSigner, localClaims, nowSeconds, signToken } from '../token/session-token.fixture.ts';
import { acmeProxy } from './acme-proxy.fixture.ts';
import { event, outage as working } from './visit.fixture.ts';

/** Native forms, sent by POST: each of them through the real proxy function. */

const down = createCircuitBreaker({ probe: async () => false, retryMs: 0, confirmMs: 0 });

let send: (form: Form) => Promise<Response>;

interface Form {
  readonly app?: AcmeApp;
  readonly path?: string;
  readonly body?: BodyInit;
  /** Age in seconds of the token; absent: none. */
  readonly tokenAge?: number;
  readonly isSignedIn?: boolean;
  readonly origin?: string | null;
  readonly site?: string;
  readonly referer?: string;
  readonly isClerkDown?: boolean;
  /** Default: the app's own. */
  readonly host?: string;
}

beforeAll(async () => {
  const signer = await createSigner('k');
  down.suspect();
  await vi.waitUntil(() => down.isOpen());
  send = async ({ app = 'platform', path = '/orders?x=1', isSignedIn = true, ...form }) => {
    const own = `http://${app}.acme.localhost:3000`;
    const {
      tokenAge,
      origin = own,
      site = 'same-origin',
      body = new URLSearchParams({ text: 'Ada & Co <b>' }),
    } = form;
    const token =
      tokenAge === undefined ? undefined : await signToken(signer, localClaims({ azp: own }, tokenAge));
    const cookies = [
      ...(token ? [`__session=${token}`] : []),
      ...(isSignedIn ? [`__client_uat=${nowSeconds() - 500}`] : []),
    ].join('; ');
    const headers = {
      host: form.host ?? new URL(own).host,
      accept: 'text/html',
      'sec-fetch-dest': 'document',
      'sec-fetch-mode': 'navigate',
      ...(site ? { 'sec-fetch-site': site } : {}),
      ...(origin === null ? {} : { origin }),
      ...(cookies ? { cookie: cookies } : {}),
      ...(form.referer ? { referer: form.referer } : {}),
    };
    const outage = form.isClerkDown ? { ...working, breaker: down } : working;
    const proxy = acmeProxy(app, { jwtKey: signer.pem, outage });
    return proxy(new NextRequest(`${own}${path}`, { method: 'POST', headers, body }), event);
  };
});

const reasonOf = (response: Response) => response.headers.get('x-sso-reason')?.split(';')[0];
const actionOf = (html: string) =>
  /<form hidden id="repost" method="post" action="([^"]*)"/.exec(html)?.[1]?.replace(/&#38;/g, '&');

describe('a form of this app', () => {
  test('with a good token reaches the app', async () => {
    expect((await send({ tokenAge: 0 })).headers.get('x-middleware-next')).toBe('1');
  });

  test.each<[string, Form]>([
    ['with a stale token', { tokenAge: 100 }],
    ['without a token', {}],
    ['of a page that hides its address', { tokenAge: 100, origin: 'null' }],
    ['of a mixed app', { app: 'academy', tokenAge: 100 }],
    ['of a public app', { app: 'docs', tokenAge: 100 }],
  ])('%s is sent again by the session sync page, exactly', async (_name, form) => {
    const response = await send(form);
    const html = await response.text();
    expect([response.status, reasonOf(response)]).toEqual([200, 'session_sync_needed']);
    expect(html).toContain('data-repost="repost"');
    expect(html).toContain('<input type="hidden" name="text" value="Ada &#38; Co &#60;b&#62;">');
    expect(actionOf(html)).toBe(`http://${form.app ?? 'platform'}.acme.localhost:3000/orders?x=1`);
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("form-action 'self'");
    expect(policy).not.toContain('unsafe');
  });

  test('with files is sent again with them', async () => {
    const body = new FormData();
    body.append('photo', new File(['\u0000\u0001'], 'a.png', { type: 'image/png' }));
    const html = await (await send({ tokenAge: 100, body })).text();
    expect(html).toContain('enctype="multipart/form-data"');
    expect(html).toContain(
      '{"name":"photo","filename":"a.png","type":"image/png","base64":"AAE=","index":0}',
    );
  });

  test('that is too large leads back to the page with the form', async () => {
    const body = new URLSearchParams({ text: 'x'.repeat(4_000_000) });
    const response = await send({ tokenAge: 100, body, referer: 'http://platform.acme.localhost:3000/new' });
    const html = await response.text();
    expect([response.status, reasonOf(response)]).toEqual([401, 'method_not_synced']);
    expect(html).toContain('href="http://platform.acme.localhost:3000/new"');
    expect(html).not.toContain('href=""');
  });

  test('is kept on a page when nobody is signed in, with the way to sign in', async () => {
    const response = await send({
      isSignedIn: false,
      referer: 'http://platform.acme.localhost:3000/new?id=2',
    });
    const html = await response.text();
    expect([response.status, reasonOf(response)]).toEqual([401, 'sign_in_required']);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(html).toContain('value="Ada &#38; Co &#60;b&#62;"');
    expect(html).toContain(
      'href="http://account.acme.localhost:3000/sign-in?redirect_url=http%3A%2F%2Fplatform.acme.localhost%3A3000%2Fnew%3Fid%3D2" target="_blank"',
    );
    expect(actionOf(html)).toBe('http://platform.acme.localhost:3000/orders?x=1');
  });

  test('is kept on a page while Clerk is down', async () => {
    const response = await send({ tokenAge: 100, isClerkDown: true });
    expect([response.status, reasonOf(response)]).toEqual([503, 'clerk_unavailable']);
    expect(actionOf(await response.text())).toBe('http://platform.acme.localhost:3000/orders?x=1');
  });

  test('of nobody reaches a mixed or public app', async () => {
    for (const app of ['academy', 'docs'] as const) {
      expect((await send({ app, isSignedIn: false })).headers.get('x-middleware-next')).toBe('1');
    }
  });

  test.each([
    'https://evil.example/x',
    'not a url',
    'http://portal.acme.localhost:3000/x',
    'http://platform.acme.localhost:3000@evil.example/',
  ])('never leads to the address %s that another page wrote into Referer', async (referer) => {
    const html = await (await send({ isSignedIn: false, referer })).text();
    expect(html).not.toContain(encodeURIComponent(referer));
    expect(html).toContain('redirect_url=http%3A%2F%2Fplatform.acme.localhost%3A3000');
  });
});

describe('a form of another origin', () => {
  test.each<[string, Form]>([
    [
      'a sibling, with a good token',
      { tokenAge: 0, origin: 'http://portal.acme.localhost:3000', site: 'same-site' },
    ],
    [
      'a sibling, with a stale token',
      { tokenAge: 100, origin: 'http://portal.acme.localhost:3000', site: 'same-site' },
    ],
    ['a sandbox', { tokenAge: 100, origin: 'null', site: 'cross-site' }],
    [
      'a site to which the cookies went',
      { tokenAge: 100, origin: 'https://evil.example', site: 'cross-site' },
    ],
    ['a site that hides its origin', { tokenAge: 100, origin: null, site: 'cross-site' }],
  ])('(%s) is refused, and never sent with a fresh token', async (_name, form) => {
    const response = await send(form);
    const html = await response.text();
    expect([response.status, reasonOf(response)]).toEqual([403, 'cross_origin_request']);
    expect(html).not.toContain('Ada');
    expect(response.headers.get('content-security-policy')).toContain("form-action 'none'");
  });

  test('of a client that does not say where it comes from is not sent again either', async () => {
    const response = await send({ tokenAge: 100, origin: null, site: 'none' });
    expect([response.status, reasonOf(response)]).toEqual([401, 'method_not_synced']);
    expect(await response.text()).not.toContain('Ada');
  });
});

describe('a form of another site, whose cookies the browser kept at home', () => {
  const fromPayment: Form = { isSignedIn: false, origin: 'https://pay.example', site: 'cross-site' };

  test.each<AcmeApp>(['platform', 'academy', 'docs'])(
    'is sent once more by a page of %s, marked',
    async (app) => {
      const response = await send({ ...fromPayment, app });
      const html = await response.text();
      expect([response.status, reasonOf(response)]).toEqual([200, 'cross_site_form']);
      expect(actionOf(html)).toBe(`http://${app}.acme.localhost:3000/orders?x=1&__sso_cross_site_form=1`);
      expect(html).toContain('HTMLFormElement.prototype.submit.call(repost)');
    },
  );

  const again: Form = { path: '/orders?x=1&__sso_cross_site_form=1' };

  test.each<[string, Form]>([
    ['a good token', { tokenAge: 0 }],
    ['a stale token', { tokenAge: 100 }],
  ])('once more, with %s: the user is asked first, in a page that nobody frames', async (_name, form) => {
    const response = await send({ ...again, ...form });
    const html = await response.text();
    expect([response.status, reasonOf(response)]).toEqual([403, 'cross_site_form']);
    expect(actionOf(html)).toBe('http://platform.acme.localhost:3000/orders?x=1');
    expect(html).not.toContain('submit.call');
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  test('once more, and nobody is signed in: it is kept in a protected app, and received in a mixed one', async () => {
    const response = await send({ ...again, isSignedIn: false });
    expect([response.status, reasonOf(response)]).toEqual([401, 'sign_in_required']);
    expect(actionOf(await response.text())).toContain('&__sso_cross_site_form=1');
    const mixed = await send({ ...again, app: 'academy', isSignedIn: false });
    expect(mixed.headers.get('x-middleware-next')).toBe('1');
  });

  test.each<[string, Form]>([
    [
      'of this app in a sandbox, which has no origin',
      { isSignedIn: false, origin: 'null', site: 'cross-site' },
    ],
    [
      'of another site, which wrote the mark',
      { isSignedIn: false, origin: 'https://evil.example', site: 'cross-site' },
    ],
    [
      'of a sibling, which wrote the mark',
      { tokenAge: 0, origin: 'http://portal.acme.localhost:3000', site: 'same-site' },
    ],
    [
      'of another site, in a browser without metadata',
      { isSignedIn: false, origin: 'https://evil.example', site: '' },
    ],
  ])('once more, by a page %s: is refused, and not sent by itself without end', async (_name, form) => {
    for (const app of ['platform', 'academy', 'docs'] as const) {
      const response = await send({ ...again, app, ...form });
      const html = await response.text();
      expect([response.status, reasonOf(response)]).toEqual([403, 'cross_origin_request']);
      expect(html).not.toContain('Ada');
    }
  });

  test.each<[string, Form]>([
    ['', fromPayment],
    [', once more', { ...again, tokenAge: 0 }],
  ])('at an address that is not registered%s: no page sends it to another origin', async (_name, form) => {
    const response = await send({ ...form, host: 'platform-git-x.vercel.app' });
    expect([response.status, reasonOf(response)]).toEqual([421, 'origin_not_registered']);
    expect(await response.text()).not.toContain('Ada');
  });

  test('cannot loop: what a page of this app sends is never sent once more by itself', async () => {
    expect(reasonOf(await send({ ...again, isSignedIn: false }))).not.toBe('cross_site_form');
  });
});
