import { describe, expect, test } from 'vitest';
import { resolveBrowserSettings } from '../environment/browser-settings.ts';
import type { AcmeApp } from '../registry/acme.fixture.ts';
import { acme } from '../registry/acme.fixture.ts';
import { pageAppNames } from '../registry/define-sso.ts';
import type { Environment } from '../registry/environment.ts';
import { parseOrigin } from '../registry/origin.ts';
import { resolveTopology } from '../registry/topology.ts';
import type { CspSources } from './policy-additions.ts';
import { buildScriptKeywords, buildSecurityHeaders } from './security-headers.ts';

const LOCAL: Environment = { kind: 'local', port: 3000 };
const PRODUCTION: Environment = { kind: 'production' };
const PREVIEW: Environment = {
  kind: 'preview',
  own: [parseOrigin('https://acme-platform-git-x.vercel.app', 'test')],
  siblings: [],
};
const HOSTED = {
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: `pk_live_${btoa('clerk.acme.example$')}`,
  CLERK_SECRET_KEY: 'sk_live_x',
  // Only the host in the key matters here; previews otherwise refuse live ones.
  SSO_ALLOW_LIVE_KEYS_IN_PREVIEW: '1',
};

interface Given {
  readonly environment: Environment;
  readonly app?: AcmeApp;
  readonly isDevelopmentServer?: boolean;
  readonly additions?: CspSources;
  readonly browser?: Record<string, string>;
}

function inputOf({
  environment,
  app = 'platform',
  isDevelopmentServer = false,
  additions = {},
  browser,
}: Given) {
  const keys = environment.kind === 'local' ? {} : HOSTED;
  return {
    environment,
    topology: resolveTopology({ config: acme, self: app, environment }),
    browser: browser ?? resolveBrowserSettings({ env: keys, environment, config: acme }),
    isDevelopmentServer,
    additions,
  };
}

const headersOf = (given: Given) =>
  Object.fromEntries(buildSecurityHeaders(inputOf(given)).map(({ key, value }) => [key, value]));

function sourcesOf(directive: string, given: Given): readonly string[] {
  const policy = headersOf(given)['Content-Security-Policy'] ?? '';
  return (
    policy
      .split('; ')
      .find((part) => part.startsWith(`${directive} `))
      ?.split(' ')
      .slice(1) ?? []
  );
}

describe('the header set', () => {
  test.each([
    { name: 'local', environment: LOCAL },
    { name: 'preview', environment: PREVIEW },
    { name: 'production', environment: PRODUCTION },
  ])('of $name', ({ environment }) => {
    const {
      'Content-Security-Policy': policy,
      'Strict-Transport-Security': hsts,
      ...rest
    } = headersOf({
      environment,
    });
    expect(policy).toMatch(/^default-src 'self'; /);
    expect(hsts).toBe(environment.kind === 'production' ? 'max-age=63072000; includeSubDomains' : undefined);
    expect(rest).toEqual({
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      'Referrer-Policy': 'strict-origin-when-cross-origin',
      'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
      'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
    });
  });

  test('without X-Frame-Options where the team named origins that may frame a page', () => {
    const given = { environment: LOCAL, additions: { 'frame-ancestors': ['https://intranet.acme.example'] } };
    expect(headersOf(given)).not.toHaveProperty('X-Frame-Options');
    expect(sourcesOf('frame-ancestors', given)).toEqual(['https://intranet.acme.example']);
  });
});

describe('the policy knows the topology', () => {
  test.each([
    {
      app: 'academy',
      environment: LOCAL,
      // Platform accepts academy's tokens, but answers no call of another origin's page.
      calls: ['http://api.acme.localhost:3000'],
    },
    {
      app: 'academy',
      environment: PRODUCTION,
      calls: ['https://api.acme.example'],
    },
    { app: 'portal', environment: LOCAL, calls: [] },
    { app: 'platform', environment: PREVIEW, calls: [] },
  ] as const)('$app in $environment.kind may call $calls', ({ app, environment, calls }) => {
    const own = [
      "'self'",
      environment.kind === 'local' ? 'http://clerk.acme.localhost:3000' : 'https://clerk.acme.example',
    ];
    const sources = sourcesOf('connect-src', { app, environment });
    const ofAcme = sources.filter((source) => source === "'self'" || source.includes('acme'));
    expect(ofAcme).toEqual([...own, ...calls]);
  });

  test.each([
    { name: 'the local Clerk', environment: LOCAL, origin: 'http://clerk.acme.localhost:3000' },
    { name: 'a hosted Clerk', environment: PRODUCTION, origin: 'https://clerk.acme.example' },
  ])('$name may be called, and may send scripts and pictures', ({ environment, origin }) => {
    for (const directive of ['connect-src', 'script-src', 'img-src'])
      expect(sourcesOf(directive, { environment })).toContain(origin);
  });

  test('a Frontend API behind a path of the app is the app', () => {
    const browser = { ...HOSTED, NEXT_PUBLIC_CLERK_PROXY_URL: '/__clerk' };
    const sources = sourcesOf('connect-src', { environment: PRODUCTION, browser });
    expect(sources.filter((source) => source.includes('clerk.acme'))).toEqual([]);
  });

  test.each(pageAppNames(acme) as readonly AcmeApp[])(
    'the pages of %s may call the very APIs to which authFetch sends its token',
    (app) => {
      const { topology } = inputOf({ environment: LOCAL, app });
      const apps = Object.values(topology.origins);
      const called = sourcesOf('connect-src', { environment: LOCAL, app }).filter((source) =>
        apps.some((origin) => origin === source),
      );
      expect(called).toEqual(topology.apis);
    },
  );

  test('a form may end at every other app, because the policy applies to a redirect after it as well', () => {
    expect(sourcesOf('form-action', { environment: LOCAL })).toContain('http://account.acme.localhost:3000');
  });

  test('an API is called by its callers, and no form leads to it', () => {
    const api = 'https://api.acme.example';
    for (const app of ['platform', 'academy'] as const) {
      expect(sourcesOf('connect-src', { app, environment: PRODUCTION })).toContain(api);
      expect(sourcesOf('form-action', { app, environment: PRODUCTION })).not.toContain(api);
    }
    expect(sourcesOf('connect-src', { app: 'portal', environment: PRODUCTION })).not.toContain(api);
  });
});

test.each([
  { name: 'a build', given: { environment: LOCAL }, keywords: '' },
  { name: '`next dev`', given: { environment: LOCAL, isDevelopmentServer: true }, keywords: "'unsafe-eval'" },
  {
    name: "a build with the team's permission",
    given: { environment: LOCAL, additions: { 'script-src': ["'wasm-unsafe-eval'", 'https://a.example'] } },
    keywords: "'wasm-unsafe-eval'",
  },
])('the proxy of $name adds "$keywords" to its nonce', ({ given, keywords }) => {
  expect(buildScriptKeywords(inputOf(given))).toBe(keywords);
});
