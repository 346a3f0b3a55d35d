import { clerkMiddleware } from '@clerk/nextjs/server';
import { type NextFetchEvent, NextRequest } from 'next/server';
import { describe, expect, test } from 'vitest';
import { buildContentSecurityPolicy, type PolicyPlaces } from './content-security-policy.ts';
import { buildNoncePolicy, scriptKeywords } from './nonce-policy.ts';
import type { CspSources } from './policy-additions.ts';

const PLACES: PolicyPlaces = {
  frontendApi: 'https://clerk.acme.example',
  clerkScripts: [],
  callable: ['https://platform.acme.example'],
  formTargets: ['https://account.acme.example'],
  developmentServer: undefined,
};

function directives(policy: string): Record<string, string[]> {
  const entries = policy.split(';').map((directive) => directive.trim().split(' '));
  return Object.fromEntries(entries.map(([name = '', ...sources]) => [name, sources]));
}

const policyOf = (places: Partial<PolicyPlaces> = {}, additions: CspSources = {}) =>
  directives(buildContentSecurityPolicy({ ...PLACES, ...places }, additions));

describe('every page', () => {
  test.each([
    { directive: 'default-src', sources: ["'self'"] },
    { directive: 'object-src', sources: ["'none'"] },
    { directive: 'base-uri', sources: ["'none'"] },
    { directive: 'frame-ancestors', sources: ["'none'"] },
    { directive: 'style-src', sources: ["'self'", "'unsafe-inline'"] },
    { directive: 'worker-src', sources: ["'self'", 'blob:'] },
    { directive: 'form-action', sources: ["'self'", 'https://account.acme.example'] },
  ])('$directive is exactly $sources', ({ directive, sources }) => {
    expect(policyOf()[directive]).toEqual(sources);
  });

  test('scripts come from the app, from Clerk and from the services of its components; text is not evaluated as code', () => {
    const sources = policyOf()['script-src'];
    expect(sources).toEqual(expect.arrayContaining(["'self'", 'https://clerk.acme.example']));
    expect(sources?.filter((source) => /^https?:$|\*$|unsafe-eval/.test(source))).toEqual([]);
  });

  test('may call itself, Clerk, and the APIs that accept its tokens', () => {
    const sources = policyOf()['connect-src'];
    expect(sources?.slice(0, 3)).toEqual([
      "'self'",
      'https://clerk.acme.example',
      'https://platform.acme.example',
    ]);
  });

  test('of `next dev` may evaluate code and keep its socket; a built one may not', () => {
    const development = policyOf({ developmentServer: 'http://platform.acme.localhost:3000' });
    expect(development['script-src']).toContain("'unsafe-eval'");
    expect(development['connect-src']).toContain('ws://platform.acme.localhost:3000');
    expect(buildContentSecurityPolicy(PLACES)).not.toMatch(/unsafe-eval|ws:/);
  });

  test("allows everything that Clerk's own policy names", async () => {
    const key = `pk_live_${btoa('clerk.acme.example$')}`;
    const middleware = clerkMiddleware(() => undefined, { publishableKey: key, contentSecurityPolicy: {} });
    // The middleware never uses the event; its type wants one.
    const response = await middleware(new NextRequest('https://acme.example/'), {} as NextFetchEvent);
    const theirs = directives(response?.headers.get('content-security-policy') ?? '');
    const ours = policyOf();
    const named = (sources: readonly string[] = []) =>
      sources.filter((source) => /^https:\/\//.test(source) && !source.includes('clerkstage'));
    expect(Object.values(theirs).flatMap(named).length).toBeGreaterThan(10);
    for (const [directive, sources] of Object.entries(theirs))
      expect([directive, ours[directive]]).toEqual([directive, expect.arrayContaining(named(sources))]);
  });
});

describe('what a team adds', () => {
  test('is added once, and replaces nothing', () => {
    const added = policyOf(
      {},
      { 'img-src': ['https://img.acme.example', "'self'"], 'object-src': ["'self'"] },
    );
    expect(added['img-src']?.filter((source) => source === "'self'")).toHaveLength(1);
    expect(added['img-src']).toContain('https://img.acme.example');
    expect(added['object-src']).toEqual(["'self'"]);
  });

  test('a hash is used only on pages with a nonce: on others it would stop every inline script', () => {
    const added = policyOf({}, { 'script-src': ["'sha256-abc='", 'https://a.example'] });
    expect(added['script-src']).toEqual(expect.arrayContaining(["'unsafe-inline'", 'https://a.example']));
    expect(added['script-src']).not.toContain("'sha256-abc='");
  });

  test.each([
    { name: 'a nonce that is always the same', additions: { 'script-src': ["'nonce-abc'"] } },
    { name: 'what static pages cannot live with', additions: { 'script-src': ["'strict-dynamic'"] } },
    { name: 'an unknown directive', additions: { 'img-scr': ['https://a.example'] } },
    { name: 'a second directive behind a semicolon', additions: { 'img-src': ['a; script-src *'] } },
    { name: 'two sources in one', additions: { 'img-src': ['https://a.example https://b.example'] } },
    { name: 'a line break', additions: { 'img-src': ['https://a.example\r\nset-cookie:x'] } },
    { name: 'nothing', additions: { 'img-src': [''] } },
    { name: 'a keyword without quotes', additions: { 'script-src': ['unsafe-eval'] } },
    { name: 'a nonce without quotes', additions: { 'script-src': ['nonce-abc'] } },
    { name: "'none'", additions: { 'frame-ancestors': ["'none'"] } },
  ])('$name is refused', ({ additions }) => {
    // Written by hand in a config file, where nothing may have checked the types.
    expect(() => policyOf({}, additions as CspSources)).toThrow(
      expect.objectContaining({ code: 'invalid_content_security_policy' }),
    );
  });
});

describe('a page rendered for a request', () => {
  test('runs scripts with its nonce and what those load, nothing else', () => {
    expect(buildNoncePolicy('abc=')).toBe("script-src 'nonce-abc=' 'strict-dynamic'");
  });

  test.each([
    { name: 'a host means nothing beside a nonce', given: ['https://a.example'], kept: [] },
    { name: 'permission for inline code would undo it', given: ["'unsafe-inline'", "'self'"], kept: [] },
    { name: 'a permission is kept', given: ["'wasm-unsafe-eval'"], kept: ["'wasm-unsafe-eval'"] },
    { name: 'a hash is kept', given: ["'sha256-abc='"], kept: ["'sha256-abc='"] },
  ])('$name', ({ given, kept }) => {
    expect(scriptKeywords(PLACES, { 'script-src': given })).toEqual(kept);
  });

  test('of `next dev` may evaluate code', () => {
    expect(scriptKeywords({ developmentServer: 'http://a.localhost' }, {})).toEqual(["'unsafe-eval'"]);
  });
});
