import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEnvironment } from '../environment/read-environment.ts';
import { type AcmeApi, type AcmeApp, acme } from './acme.fixture.ts';
import { authorizedParties, bearerParties } from './authorized-parties.ts';
import {
  defineSso,
  pageAppDefinition,
  pageAppNames,
  type SsoConfig,
  staffOrganization,
} from './define-sso.ts';
import type { Environment } from './environment.ts';
import { isOrigin, parseOrigin } from './origin.ts';
import { knownOrigins, resolveOrigins } from './origins.ts';

const partiesOf = (self: AcmeApp, environment: Environment) =>
  authorizedParties({ config: acme, self, environment });

const relatedProjects = (...projects: { name: string; branch?: string; custom?: string }[]) =>
  JSON.stringify(
    projects.map(({ name, branch, custom }) => ({
      project: { id: `prj_${name}`, name },
      production: { alias: `${name}.example`, url: `${name}-prod.vercel.app` },
      preview: { ...(branch ? { branch } : {}), ...(custom ? { customEnvironment: custom } : {}) },
    })),
  );

const previewVariables = {
  VERCEL: '1',
  VERCEL_ENV: 'preview',
  VERCEL_URL: 'acme-platform-1a2b.vercel.app',
  VERCEL_BRANCH_URL: 'acme-platform-git-topic.vercel.app',
  VERCEL_PROJECT_PRODUCTION_URL: 'platform.acme.example',
};

describe('the lists of an app', () => {
  test.each([
    {
      name: 'production: own origin for cookies, declared callers for bearer tokens',
      env: { VERCEL_ENV: 'production', VERCEL_PROJECT_PRODUCTION_URL: 'platform.acme.example' },
      cookie: ['https://platform.acme.example'],
      bearer: ['https://platform.acme.example', 'https://academy.acme.example'],
    },
    {
      name: "production: the project's own second domain under the root domain is its own",
      env: { VERCEL_ENV: 'production', VERCEL_PROJECT_PRODUCTION_URL: 'app.acme.example' },
      cookie: ['https://platform.acme.example', 'https://app.acme.example'],
      bearer: ['https://platform.acme.example', 'https://app.acme.example', 'https://academy.acme.example'],
    },
    {
      name: 'production: a domain outside the root domain is not accepted',
      env: { VERCEL_ENV: 'production', VERCEL_PROJECT_PRODUCTION_URL: 'acme-platform.vercel.app' },
      cookie: ['https://platform.acme.example'],
      bearer: ['https://platform.acme.example', 'https://academy.acme.example'],
    },
    {
      name: 'production outside Vercel',
      env: { NODE_ENV: 'production' },
      cookie: ['https://platform.acme.example'],
      bearer: ['https://platform.acme.example', 'https://academy.acme.example'],
    },
    {
      name: "preview: this preview's origins and its caller's preview, nothing of production",
      env: {
        ...previewVariables,
        VERCEL_RELATED_PROJECTS: relatedProjects({
          name: 'acme-academy',
          branch: 'academy-git-topic.vercel.app',
        }),
      },
      cookie: ['https://acme-platform-git-topic.vercel.app', 'https://acme-platform-1a2b.vercel.app'],
      bearer: [
        'https://acme-platform-git-topic.vercel.app',
        'https://acme-platform-1a2b.vercel.app',
        'https://academy-git-topic.vercel.app',
      ],
    },
    {
      name: 'local, on another port',
      env: { NODE_ENV: 'development', SSO_LOCAL_PORT: '4000' },
      cookie: ['http://platform.acme.localhost:4000'],
      bearer: ['http://platform.acme.localhost:4000', 'http://academy.acme.localhost:4000'],
    },
  ])('$name', ({ env, cookie, bearer }) => {
    expect(partiesOf('platform', readEnvironment(env))).toEqual({ cookie, bearer, absent: [] });
  });

  test.each([
    {
      name: 'has no deployment for this branch',
      related: relatedProjects({ name: 'acme-academy' }),
      reason: 'The Vercel project "acme-academy" has no deployment for this branch.',
    },
    {
      name: 'has only a staging deployment, and this is not staging',
      related: relatedProjects({ name: 'acme-academy', custom: 'academy-git-staging.vercel.app' }),
      reason: 'The Vercel project "acme-academy" has no deployment for this branch.',
    },
    {
      name: 'is not a related project',
      related: '[]',
      reason: 'The Vercel project "acme-academy" is not among this project\'s relatedProjects.',
    },
  ])('a caller that $name is reported, never replaced by production', ({ related, reason }) => {
    const parties = partiesOf(
      'platform',
      readEnvironment({ ...previewVariables, VERCEL_RELATED_PROJECTS: related }),
    );
    expect(parties.absent).toEqual([{ app: 'academy', reason }]);
    expect(parties.bearer).toEqual(parties.cookie);
  });

  test('in a custom environment the sibling app of the same environment is used', () => {
    const VERCEL_RELATED_PROJECTS = relatedProjects({
      name: 'acme-academy',
      branch: 'academy-git-topic.vercel.app',
      custom: 'academy-staging.vercel.app',
    });
    const env = readEnvironment({
      ...previewVariables,
      VERCEL_TARGET_ENV: 'staging',
      VERCEL_RELATED_PROJECTS,
    });
    expect(partiesOf('platform', env).bearer.at(-1)).toBe('https://academy-staging.vercel.app');
  });
});

describe('a malformed value is an error that names the variable and the value', () => {
  test.each([
    { variable: 'VERCEL_URL', value: 'https://acme.vercel.app', code: 'invalid_origin' },
    { variable: 'VERCEL_URL', value: 'acme.vercel.app/', code: 'invalid_origin' },
    { variable: 'VERCEL_URL', value: '*.vercel.app', code: 'invalid_origin' },
    { variable: 'VERCEL_URL', value: 'Acme.vercel.app', code: 'invalid_origin' },
    { variable: 'VERCEL_URL', value: 'user@acme.vercel.app', code: 'invalid_origin' },
    { variable: 'VERCEL_URL', value: 'acme.vercel.app:443', code: 'invalid_origin' },
    { variable: 'VERCEL_URL', value: ' acme.vercel.app', code: 'invalid_origin' },
    { variable: 'VERCEL_BRANCH_URL', value: 'acme vercel', code: 'invalid_origin' },
    { variable: 'VERCEL_URL', value: '', code: 'missing_env' },
    { variable: 'VERCEL_ENV', value: 'staging', code: 'invalid_environment' },
    { variable: 'VERCEL_RELATED_PROJECTS', value: '{"a":1}', code: 'invalid_environment' },
    { variable: 'VERCEL_RELATED_PROJECTS', value: 'not json', code: 'invalid_environment' },
    { variable: 'SSO_LOCAL_CLERK', value: '1', code: 'local_clerk_in_deployment' },
  ])('$variable=$value', ({ variable, value, code }) => {
    const read = () => readEnvironment({ ...previewVariables, [variable]: value });
    expect(read).toThrow(expect.objectContaining({ code, message: expect.stringContaining(variable) }));
  });

  test.each(['0', '65535', '3000x', '-1', '1e3'])('SSO_LOCAL_PORT=%s', (port) => {
    expect(() => readEnvironment({ SSO_LOCAL_PORT: port })).toThrow(
      expect.objectContaining({ code: 'invalid_environment' }),
    );
  });
});

describe('properties of every list', () => {
  const label = fc.stringMatching(/^[a-z][a-z0-9]{0,10}$/);
  const registry = fc.uniqueArray(label, { minLength: 2, maxLength: 6 }).chain((names) =>
    fc.tuple(...names.map(() => fc.subarray(names))).map((callers) =>
      defineSso({
        rootDomain: 'acme.example',
        localRootDomain: 'acme.localhost',
        primary: names[0] ?? '',
        apps: Object.fromEntries(
          names.map((name, index) => [
            name,
            { posture: 'mixed' as const, vercelProject: `p-${name}`, callers: callers[index] ?? [] },
          ]),
        ),
      }),
    ),
  );
  const environment: fc.Arbitrary<Environment> = fc.oneof(
    fc.constant<Environment>({ kind: 'production' }),
    fc.integer({ min: 1, max: 65_534 }).map((port): Environment => ({ kind: 'local', port })),
    fc.subarray(['a', 'b', 'c']).map(
      (present): Environment => ({
        kind: 'preview',
        own: [parseOrigin('https://self.vercel.app', 'test')],
        siblings: present.map((name) => ({
          project: `p-${name}`,
          origin: parseOrigin(`https://${name}.vercel.app`, 'test'),
        })),
      }),
    ),
  );

  test('exact origins only, never empty, no repeats, self first, cookies within bearers, stable', () => {
    fc.assert(
      fc.property(registry, environment, (config, env) => {
        for (const app of Object.keys(config.apps)) {
          const parties = authorizedParties({ config, self: app, environment: env });
          const { bearer, cookie } = parties;
          expect(bearer.every(isOrigin)).toBe(true);
          expect(cookie.length).toBeGreaterThan(0);
          expect(new Set(bearer).size).toBe(bearer.length);
          expect(bearer.slice(0, cookie.length)).toEqual(cookie);
          expect(authorizedParties({ config, self: app, environment: env })).toEqual({
            cookie,
            bearer,
            absent: expect.anything(),
          });
        }
      }),
    );
  });

  test('an undeclared sibling app is in no list of any app', () => {
    fc.assert(
      fc.property(registry, fc.integer({ min: 1, max: 65_534 }), (config, port) => {
        for (const [app, { callers }] of Object.entries(config.apps)) {
          const { bearer } = authorizedParties({
            config,
            self: app,
            environment: { kind: 'local', port },
          });
          const allowed = new Set([app, ...callers].map((name) => `http://${name}.acme.localhost:${port}`));
          expect(bearer.filter((origin) => !allowed.has(origin))).toEqual([]);
        }
      }),
    );
  });
});

describe('an API', () => {
  test('has no list for cookies', () => {
    const environment: Environment = { kind: 'production' };
    expect(() => authorizedParties({ config: acme, self: 'api', environment })).toThrow(
      expect.objectContaining({ code: 'not_a_page_app' }),
    );
  });

  test.each<{ name: string; environment: Environment; bearer: string[] }>([
    {
      name: 'production',
      environment: { kind: 'production' },
      bearer: ['https://platform.acme.example', 'https://academy.acme.example'],
    },
    {
      name: 'local',
      environment: { kind: 'local', port: 4000 },
      bearer: ['http://platform.acme.localhost:4000', 'http://academy.acme.localhost:4000'],
    },
  ])('$name: it accepts tokens of its callers, none of its own, and no cookie', ({ environment, bearer }) => {
    expect(bearerParties({ config: acme, self: 'api', environment })).toEqual({ bearer, absent: [] });
  });

  test('in a preview without its callers the list would be empty, and that is an error', () => {
    const own = parseOrigin('https://acme-api.vercel.app', 'test');
    const environment: Environment = { kind: 'preview', own: [own], siblings: [] };
    expect(() => bearerParties({ config: acme, self: 'api', environment })).toThrow(
      expect.objectContaining({ code: 'empty_authorized_parties' }),
    );
  });

  test('it can be called and cannot be redirected to', () => {
    const origins = resolveOrigins({ config: acme, self: 'platform', environment: { kind: 'production' } });
    expect(origins.api).toEqual({ status: 'present', own: ['https://api.acme.example'] });
    expect(knownOrigins(acme, origins)).not.toContain('https://api.acme.example');
  });

  test('its name is no AcmeApp: what needs pages does not accept it', () => {
    const api: AcmeApi = 'api';
    // @ts-expect-error a proxy, a link and a menu take an AcmeApp.
    const app: AcmeApp = api;
    expect(() => pageAppDefinition(acme, app)).toThrow(expect.objectContaining({ code: 'not_a_page_app' }));
    expect(pageAppNames(acme)).not.toContain(api);
  });
});

describe('the registry', () => {
  const base = { rootDomain: 'acme.example', localRootDomain: 'acme.localhost', primary: 'a' } as const;
  const app = (callers: string[] = []) => ({ posture: 'mixed' as const, vercelProject: 'p', callers });
  const api = (callers: string[]) => ({ posture: 'bearer' as const, callers });
  const staff = (staffOf: string) => ({ posture: { staffOf }, vercelProject: 'p', callers: [] });

  test.each([
    { name: 'unknown primary', config: { ...base, primary: 'z', apps: { a: app() } }, code: 'unknown_app' },
    { name: 'unknown caller', config: { ...base, apps: { a: app(['z']) } }, code: 'unknown_app' },
    {
      name: 'inherited name as caller',
      config: { ...base, apps: { a: app(['toString']) } },
      code: 'unknown_app',
    },
    {
      name: 'public suffix as root',
      config: { ...base, rootDomain: 'vercel.app', apps: { a: app() } },
      code: 'invalid_root_domain',
    },
    {
      name: 'host on a public suffix',
      config: { ...base, rootDomain: 'acme.vercel.app', apps: { a: app() } },
      code: 'invalid_root_domain',
    },
    {
      name: 'subdomain as root',
      config: { ...base, rootDomain: 'www.acme.example', apps: { a: app() } },
      code: 'invalid_root_domain',
    },
    {
      name: 'root with a scheme',
      config: { ...base, rootDomain: 'https://acme.example', apps: { a: app() } },
      code: 'invalid_root_domain',
    },
    {
      name: 'bare localhost',
      config: { ...base, localRootDomain: 'localhost', apps: { a: app() } },
      code: 'invalid_root_domain',
    },
    { name: 'an API as primary', config: { ...base, apps: { a: api(['a']) } }, code: 'not_a_page_app' },
    {
      name: 'an API as caller',
      config: { ...base, apps: { a: app(['b']), b: api(['a']) } },
      code: 'not_a_page_app',
    },
    {
      name: 'an API without callers',
      config: { ...base, apps: { a: app(), b: api([]) } },
      code: 'empty_authorized_parties',
    },
    {
      name: 'a name that is no DNS label',
      config: { ...base, apps: { a: app(), 'b.c': app() } },
      code: 'invalid_origin',
    },
  ] satisfies { name: string; config: SsoConfig; code: string }[])('$name is refused', ({ config, code }) => {
    expect(() => defineSso(config)).toThrow(expect.objectContaining({ code }));
  });

  test.each([
    { name: "the app's own posture", apps: { a: staff('x'), b: staff('y') }, self: 'a', expected: 'x' },
    { name: 'the only posture that names one', apps: { a: app(), b: staff('y') }, self: 'a', expected: 'y' },
    {
      name: 'several apps with the same one',
      apps: { a: app(), b: staff('y'), c: staff('y') },
      self: 'a',
      expected: 'y',
    },
  ])('the staff organization comes from $name', ({ apps, self, expected }) => {
    expect(staffOrganization(defineSso({ ...base, apps }), self)).toBe(expected);
  });

  test.each([
    { name: 'no posture names one', apps: { a: app() } },
    { name: 'postures name two, and not its own', apps: { a: app(), b: staff('x'), c: staff('y') } },
  ])('there is no staff organization for an app when $name', ({ apps }) => {
    expect(() => staffOrganization(defineSso({ ...base, apps }), 'a')).toThrow(
      expect.objectContaining({ code: 'no_staff_organization' }),
    );
  });

  test('every app of this repository has one origin locally and is known to every other', () => {
    const origins = resolveOrigins({
      config: acme,
      self: 'platform',
      environment: { kind: 'local', port: 3000 },
    });
    expect(knownOrigins(acme, origins)).toEqual(
      ['academy', 'account', 'docs', 'handbook', 'platform', 'portal'].map(
        (name) => `http://${name}.acme.localhost:3000`,
      ),
    );
  });
});
