import { NextRequest } from 'next/server';
import { describe, expect, test } from 'vitest';
import type { AcmeApp } from '../../registry/acme.fixture.ts';
import { acmeProxy } from '../acme-proxy.fixture.ts';
import { DOCUMENT, event } from '../visit.fixture.ts';

// Anonymous users on open pages: the part that every request to an app has in common.

function visit(app: AcmeApp, headers: Record<string, string>): Promise<Response> {
  const host = `${app}.acme.localhost:3000`;
  const proxy = acmeProxy(app, { jwtKey: 'unused: no request has a token' });
  return proxy(new NextRequest(`http://${host}/`, { headers: { host, ...headers } }), event);
}

/** A header as the app will see it; null when Next takes it away. */
function seenByApp(response: Response, name: string): string | null {
  const listed = response.headers.get('x-middleware-override-headers')?.split(',') ?? [];
  expect(listed.filter((each) => each === name).length).toBeLessThanOrEqual(1);
  return listed.includes(name) ? response.headers.get(`x-middleware-request-${name}`) : null;
}

describe.each<AcmeApp>(['account', 'academy', 'docs'])('a document of %s', (app) => {
  test('is rendered with a new nonce, in the headers that Next and Clerk read', async () => {
    const [one, two] = await Promise.all([visit(app, DOCUMENT), visit(app, DOCUMENT)]);
    const nonce = seenByApp(one, 'x-nonce');
    expect(nonce).toMatch(/^[\w+/]{22}==$/);
    expect(seenByApp(one, 'content-security-policy')).toBe(`script-src 'nonce-${nonce}' 'strict-dynamic'`);
    expect(seenByApp(two, 'x-nonce')).not.toBe(nonce);
  });

  test('is answered without a policy of the proxy: the page may be one that was rendered at build time', async () => {
    const response = await visit(app, DOCUMENT);
    expect(response.headers.get('content-security-policy')).toBeNull();
    expect(response.headers.get('x-nonce')).toBeNull();
  });
});

test.each([
  { name: 'a document', headers: DOCUMENT },
  { name: 'what a page fetches', headers: { 'sec-fetch-dest': 'empty', accept: '*/*' } },
])('$name never has a nonce that its sender chose', async ({ headers }) => {
  const forged = { 'x-nonce': 'forged', 'content-security-policy': "script-src 'nonce-forged'" };
  const response = await visit('account', {
    ...headers,
    ...forged,
    'content-security-policy-report-only': "script-src 'nonce-forged'",
  });
  for (const name of ['x-nonce', 'content-security-policy', 'content-security-policy-report-only'])
    expect(seenByApp(response, name) ?? '').not.toContain('forged');
});

test('a fetch has no nonce: its result becomes part of a document that has one', async () => {
  const response = await visit('account', { 'sec-fetch-dest': 'empty', accept: '*/*' });
  expect(seenByApp(response, 'x-nonce')).toBeNull();
  expect(seenByApp(response, 'content-security-policy')).toBeNull();
});
