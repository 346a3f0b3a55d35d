import { NextRequest } from 'next/server';
import { describe, expect, test } from 'vitest';
import { type AppPolicy, buildAppPolicy } from './environment/app-policy.ts';
import { answer } from './proxy/answer.ts';
import { buildAuthContext } from './proxy/auth-context.ts';
import { decide } from './proxy/decide.ts';
import { DOCUMENT, NOBODY, outage } from './proxy/visit.fixture.ts';
import { redirectToSignIn, syncSession } from './recovery/recover.ts';
import { acme } from './registry/acme.fixture.ts';
import { parseOrigin } from './registry/origin.ts';
import { readRequest } from './request/read-request.ts';

/** A sibling app sets the notes of session sync for the parent domain, as it can read the `__client_uat` that they need. */

const OWN = parseOrigin('https://academy.acme.example', 'test');
const local = buildAppPolicy(acme, 'academy', { outage, jwtKey: 'unused: no request has a token' });
/** As in production, where every origin is https. */
const policy: AppPolicy = {
  ...local,
  topology: { ...local.topology, own: [OWN] },
  ownOrigins: new Map([['academy.acme.example', OWN]]),
};
const PLANTED = '__sso_stale_client=7; __sso_token_size=5000; __sso_missing_organization=slug:acme';

function judged(
  cookie: string,
  init: { readonly method?: string; readonly headers?: Record<string, string> } = {},
) {
  const headers = {
    host: 'academy.acme.example',
    'x-forwarded-proto': 'https',
    ...DOCUMENT,
    cookie,
    ...init.headers,
  };
  const request = new NextRequest(`${OWN}/x`, { method: init.method ?? 'GET', headers });
  const incoming = readRequest(request, 'suffix');
  const sdk = { ...NOBODY, response: new Response(null) };
  const context = buildAuthContext({ policy, incoming, sdk });
  return { decision: decide(context), input: { policy, request, incoming, sdk, context } };
}

describe('planted notes', () => {
  test.each([
    { name: 'a page', init: {}, expected: 'sync' },
    {
      name: 'a write, which would else be one of nobody',
      init: { method: 'POST', headers: { 'sec-fetch-dest': 'empty', origin: OWN, accept: '*/*' } },
      expected: 'deny',
    },
  ])('change nothing for $name of a signed-in user of a mixed app', ({ init, expected }) => {
    const live = '__client_uat=7';
    expect(judged(`${live}; ${PLANTED}`, init).decision).toEqual(judged(live, init).decision);
    expect(judged(live, init).decision.kind).toBe(expected);
  });

  test('are deleted from the parent domain by the answer', async () => {
    const { decision, input } = judged(`__client_uat=7; ${PLANTED}`);
    if (decision.kind !== 'sync') throw new Error(`The decision is ${decision.kind}.`);
    expect((await answer(decision, input)).headers.getSetCookie()).toEqual(
      ['__sso_stale_client', '__sso_missing_organization', '__sso_token_size'].map(
        (name) => `${name}=; Path=/; Domain=acme.example; Max-Age=0; SameSite=Lax`,
      ),
    );
  });
});

test('the session sync page writes notes that no sibling can', async () => {
  const { input } = judged('__client_uat=7');
  const recovery = {
    ...input,
    fault: 'token_missing',
    target: { kind: 'slug', value: 'acme' },
    nowMs: 0,
  } as const;
  const html = await (await syncSession(recovery)).text();
  expect(html).toContain('data-stale-cookie="__Host-sso_stale_client"');
  expect(html).toContain('data-size-cookie="__Host-sso_token_size"');
  expect(html).toContain('data-missing-cookie="__Host-sso_missing_organization=slug:acme"');
  expect(html).toContain('data-note-attributes="; Path=/; SameSite=Lax; Secure"');
});

test('a note counts for one redirect to the sign-in page: the next time session sync asks again, and counts its tries', () => {
  const { input } = judged('__client_uat=7; __Host-sso_stale_client=7');
  const response = redirectToSignIn({ ...input, fault: 'token_missing', target: null, nowMs: 0 });
  expect([response.status, response.headers.getSetCookie()]).toEqual([
    307,
    ['__Host-sso_stale_client=; Path=/; Max-Age=0; SameSite=Lax; Secure'],
  ]);
});
