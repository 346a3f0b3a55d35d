import { NextRequest } from 'next/server';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { AcmeApp } from '../../registry/acme.fixture.ts';
import { readRequest } from '../../request/read-request.ts';
import { createSigner, localClaims, nowSeconds, signToken } from '../../token/session-token.fixture.ts';
import { acmeProxy } from '../acme-proxy.fixture.ts';
import { event, outage } from '../visit.fixture.ts';
import { createImageMarks } from './image-marks.ts';

/** `next/image` with a file of `public/` in a protected app. */

let ask: (
  path: string,
  options?: { app?: AcmeApp; isSignedIn?: boolean; headers?: Record<string, string>; isInternal?: boolean },
) => Promise<Response>;

beforeAll(async () => {
  const signer = await createSigner('k');
  ask = async (path, { app = 'platform', isSignedIn = false, headers = {}, isInternal = false } = {}) => {
    const own = `http://${app}.acme.localhost:3000`;
    const cookie = isSignedIn
      ? `__client_uat=${nowSeconds() - 500}; __session=${await signToken(signer, localClaims({ azp: own }))}`
      : '__client_uat=0';
    // Next's own request has no header but those that its router adds.
    const sent = isInternal
      ? { 'x-forwarded-host': 'localhost', 'x-forwarded-proto': 'http', ...headers }
      : { host: new URL(own).host, 'sec-fetch-dest': 'image', cookie, ...headers };
    const proxy = acmeProxy(app, { jwtKey: signer.pem, outage });
    return proxy(new NextRequest(own + path, { headers: sent }), event);
  };
});

const IMAGE = '/_next/image?url=%2Fphoto.png&w=64&q=75';
/** The file that Next then asks for: the parameter `url` of the URL to which the request was rewritten. */
const fileOf = (response: Response) =>
  new URL(response.headers.get('x-middleware-rewrite') ?? '').searchParams.get('url') ?? '';
const isPassed = (response: Response) => response.headers.has('x-middleware-next');

describe('the optimizer in a protected app', () => {
  test('reads the file for a signed-in user, by a request without any header of the browser', async () => {
    const response = await ask(IMAGE, { isSignedIn: true });
    const file = fileOf(response);
    expect(file).toMatch(/^\/photo\.png\?__sso_image=[0-9a-f]{64}$/);
    expect(response.headers.get('x-middleware-rewrite')).toContain('w=64&q=75');
    expect(isPassed(await ask(file, { isInternal: true }))).toBe(true);
  });

  test('keeps the query of the file', async () => {
    const file = fileOf(await ask('/_next/image?url=%2Fphoto.png%3Fv%3D2', { isSignedIn: true }));
    expect(file).toMatch(/^\/photo\.png\?v=2&__sso_image=[0-9a-f]{64}$/);
    expect(isPassed(await ask(file, { isInternal: true }))).toBe(true);
  });

  test('reads nothing for anybody else', async () => {
    const response = await ask(IMAGE);
    expect([response.status, response.headers.has('x-middleware-rewrite')]).toEqual([401, false]);
    expect((await ask('/photo.png', { isInternal: true })).status).toBe(401);
  });

  test('is passed on as it is where Next sends the rewritten URL to itself', async () => {
    const file = fileOf(await ask(IMAGE, { isSignedIn: true }));
    const again = await ask(`/_next/image?url=${encodeURIComponent(file)}&w=64`, { isSignedIn: true });
    expect(isPassed(again)).toBe(true);
  });

  test.each([
    ['a file of the build', '/_next/image?url=%2F_next%2Fstatic%2Fmedia%2Fa.png&w=64'],
    ['a file of another host', '/_next/image?url=https%3A%2F%2Fimg.example%2Fa.png&w=64'],
    ['no file', '/_next/image?w=64'],
    ['two files', '/_next/image?url=%2Fa.png&url=%2Fb.png'],
    ['a protocol-relative address', '/_next/image?url=%2F%2Fevil.example%2Fa.png'],
    ['another path', '/photo.png'],
  ])('needs no proof for %s', async (_name, path) => {
    expect(isPassed(await ask(path, { isSignedIn: true }))).toBe(true);
  });

  test.each<AcmeApp>(['docs', 'academy'])('needs none in %s, whose files are for everybody', async (app) => {
    expect(isPassed(await ask(IMAGE, { app }))).toBe(true);
  });
});

describe('a proof opens nothing else', () => {
  const proofFor = async (url: string) => fileOf(await ask(url, { isSignedIn: true }));

  test.each<[string, Record<string, string>]>([
    ['a browser, which sends Host', { host: 'platform.acme.localhost:3000' }],
    ['a client with a cookie', { cookie: 'a=1' }],
    ['a client with a token', { authorization: 'Bearer x' }],
  ])('for %s', async (_name, headers) => {
    expect((await ask(await proofFor(IMAGE), { isInternal: true, headers })).status).toBe(401);
  });

  test.each<[string, (file: string) => string]>([
    ['another file', (file) => file.replace('photo', 'secret')],
    ['a page', (file) => file.replace('/photo.png', '/dashboard')],
    ['another query', (file) => file.replace('?', '?v=1&')],
    ['something after it', (file) => `${file}&x=1`],
    ['another spelling', (file) => file.replace('photo', 'phot%6F')],
    ['a changed proof', (file) => file.replace(/.$/, (last) => (last === '0' ? '1' : '0'))],
    ['an empty proof', (file) => file.replace(/=.*/, '=')],
    ['upper case', (file) => file.replace(/=.*/, (proof) => proof.toUpperCase())],
  ])('for %s', async (_name, change) => {
    const file = change(await proofFor(IMAGE));
    expect((await ask(file, { isInternal: true })).status).toBe(401);
  });

  test.each<AcmeApp>(['portal', 'handbook'])('in %s, which has the same key', async (app) => {
    expect((await ask(await proofFor(IMAGE), { app, isInternal: true })).status).toBe(401);
  });

  test('after a day, or of another key', async () => {
    const nowMs = vi.fn(() => 0);
    const marks = createImageMarks('sk_live_a', 'platform', nowMs);
    const optimizer = new NextRequest(`http://next.internal:3000${IMAGE}`);
    const file = fileOf(
      await marks.mark(new Response(null, { headers: { 'x-middleware-next': '1' } }), optimizer),
    );
    const internal = readRequest(new NextRequest(`http://next.internal:3000${file}`), 'suffix');
    const isProven = () => marks.isProven(internal, new Headers());
    expect(await isProven()).toBe(true);
    nowMs.mockReturnValue(12 * 3_600_000);
    expect(await isProven()).toBe(true);
    nowMs.mockReturnValue(24 * 3_600_000);
    expect(await isProven()).toBe(false);
    nowMs.mockReturnValue(0);
    expect(await createImageMarks('sk_live_b', 'platform', nowMs).isProven(internal, new Headers())).toBe(
      false,
    );
  });
});
