import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AcmeApp, acme } from '../registry/acme.fixture.ts';
import { authorizedParties } from '../registry/authorized-parties.ts';
import { pageAppNames } from '../registry/define-sso.ts';
import type { Environment } from '../registry/environment.ts';
import { isOrigin, parseOrigin } from '../registry/origin.ts';
import { siblingPreviewOrigin } from '../registry/sibling-preview.ts';
import { resolveTopology } from '../registry/topology.ts';
import { resolveBrowserSettings } from './browser-settings.ts';
import { deploymentWarnings } from './deployment-warnings.ts';
import { readEnvironment } from './read-environment.ts';

const topologyOf = (self: AcmeApp, environment: Environment) =>
  resolveTopology({ config: acme, self, environment });

const SUFFIX = 'preview.acme.dev';

/** The variables of one app's preview, as Vercel sets them. */
function previewOf(app: string, suffix: string, related: unknown[] = []) {
  return readEnvironment({
    VERCEL: '1',
    VERCEL_ENV: 'preview',
    VERCEL_URL: `acme-${app}-1a2b3c-acme.${suffix}`,
    VERCEL_BRANCH_URL: `acme-${app}-git-topic-acme.${suffix}`,
    VERCEL_RELATED_PROJECTS: JSON.stringify(related),
  });
}

const relatedProject = (app: string, branch?: string) => ({
  project: { id: `prj_${app}`, name: `acme-${app}` },
  production: { alias: `${app}.acme.example` },
  preview: branch ? { branch } : {},
});

describe('on a preview suffix', () => {
  test('every app finds every other, shares the domain with it, and accepts only its own tokens', () => {
    // By its type the function returns any name of the registry; those with pages are what AcmeApp is made of.
    const apps = pageAppNames(acme) as readonly AcmeApp[];
    for (const app of apps) {
      const environment = previewOf(app, SUFFIX);
      const topology = topologyOf(app, environment);
      expect(topology.sharedDomain).toBe('acme.dev');
      expect(topology.known).toEqual(
        expect.arrayContaining(apps.map((name) => `https://acme-${name}-git-topic-acme.${SUFFIX}`)),
      );
      expect(authorizedParties({ config: acme, self: app, environment }).cookie).toEqual([
        `https://acme-${app}-git-topic-acme.${SUFFIX}`,
        `https://acme-${app}-1a2b3c-acme.${SUFFIX}`,
      ]);
      expect(deploymentWarnings({ config: acme, environment, topology })).toEqual([]);
    }
  });

  test('platform accepts bearer tokens of academy’s preview of this branch, and of nothing else', () => {
    const environment = previewOf('platform', SUFFIX);
    const platformParties = authorizedParties({ config: acme, self: 'platform', environment });
    expect(platformParties.bearer.slice(2)).toEqual([`https://acme-academy-git-topic-acme.${SUFFIX}`]);
  });

  test('the list of related projects wins over the derived address', () => {
    const environment = previewOf('platform', SUFFIX, [
      relatedProject('academy', `acme-academy-git-other.${SUFFIX}`),
      relatedProject('account'),
    ]);
    const { origins } = topologyOf('platform', environment);
    expect(origins.academy).toBe(`https://acme-academy-git-other.${SUFFIX}`);
    // Vercel knows the project and has no deployment of it for this branch.
    expect(origins.account).toBeUndefined();
  });
});

describe('on vercel.app', () => {
  test('no sibling address is derived: another team may own it', () => {
    const topology = topologyOf('platform', previewOf('platform', 'vercel.app'));
    expect(Object.keys(topology.origins)).toEqual(['platform']);
    expect(topology.sharedDomain).toBeNull();
  });

  test('the build warns that no session is shared, and where no user can sign in', () => {
    const alone = previewOf('platform', 'vercel.app');
    const warnings = deploymentWarnings({
      config: acme,
      environment: alone,
      topology: topologyOf('platform', alone),
    });
    expect(warnings).toEqual([
      expect.stringMatching(/public suffix.*--preview-suffix.*code=public_suffix/),
      expect.stringMatching(/Nobody can sign in.*sso deploy link.*code=no_primary_preview/),
    ]);
    const linked = previewOf('platform', 'vercel.app', [
      relatedProject('account', 'acme-account-git-topic-acme.vercel.app'),
    ]);
    expect(
      deploymentWarnings({ config: acme, environment: linked, topology: topologyOf('platform', linked) }),
    ).toHaveLength(1);
  });

  test('the build warns of a production without a domain of its own', () => {
    const environment = readEnvironment({
      VERCEL_ENV: 'production',
      VERCEL_PROJECT_PRODUCTION_URL: 'acme-platform.vercel.app',
    });
    expect(
      deploymentWarnings({
        config: acme,
        environment,
        topology: topologyOf('platform', environment),
      }),
    ).toEqual([expect.stringMatching(/no domain under acme\.example.*https:\/\/platform\.acme\.example/)]);
  });
});

describe('a derived preview address', () => {
  const PROJECTS = { ownProject: 'acme-docs', siblingProject: 'acme-account' };
  const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}[a-z0-9]$/);

  test('is an origin on the same suffix, and leads back', () => {
    fc.assert(
      fc.property(label, label, fc.stringMatching(/^[a-z0-9]{1,12}$/), (own, sibling, branch) => {
        const from = parseOrigin(`https://${own}-git-${branch}.${SUFFIX}`, 'test');
        const found = siblingPreviewOrigin(from, { ownProject: own, siblingProject: sibling });
        expect(found && isOrigin(found) && found.endsWith(`-git-${branch}.${SUFFIX}`)).toBe(true);
        expect(found && siblingPreviewOrigin(found, { ownProject: sibling, siblingProject: own })).toBe(from);
      }),
    );
  });

  test.each([
    { name: 'a public suffix', from: 'https://acme-docs-git-topic-acme.vercel.app' },
    { name: 'a deployment instead of a branch', from: `https://acme-docs-1a2b3c-acme.${SUFFIX}` },
    { name: 'another project', from: `https://other-git-topic-acme.${SUFFIX}` },
    { name: 'a shortened address', from: `https://acme-docs-git-${'x'.repeat(49)}.${SUFFIX}` },
  ])('$name: none', ({ from }) => {
    expect(siblingPreviewOrigin(parseOrigin(from, 'test'), PROJECTS)).toBeUndefined();
  });

  test('one that would have to be shortened: none', () => {
    const from = parseOrigin(`https://a-git-${'x'.repeat(50)}.${SUFFIX}`, 'test');
    expect(siblingPreviewOrigin(from, { ownProject: 'a', siblingProject: 'b' })).toBe(
      `https://b-git-${'x'.repeat(50)}.${SUFFIX}`,
    );
    expect(siblingPreviewOrigin(from, { ownProject: 'a', siblingProject: 'acme-account' })).toBeUndefined();
  });
});

describe('keys', () => {
  const [live, test_] = ['pk_live_Y2xlcmsuYWNtZS5leGFtcGxlJA', 'pk_test_Y2xlcmsuYWNtZS5leGFtcGxlJA'];
  const production = { kind: 'production' } as const;
  const preview = previewOf('platform', SUFFIX);
  const allow = { SSO_ALLOW_LIVE_KEYS_IN_PREVIEW: '1' };

  test.each([
    {
      where: production,
      pk: test_,
      sk: 'sk_live_1',
      code: 'test_keys_in_production',
      names: 'PUBLISHABLE_KEY',
    },
    { where: production, pk: live, sk: 'sk_test_1', code: 'test_keys_in_production', names: 'SECRET_KEY' },
    { where: preview, pk: live, sk: 'sk_test_1', code: 'live_keys_in_preview', names: 'PUBLISHABLE_KEY' },
    { where: preview, pk: test_, sk: 'sk_live_1', code: 'live_keys_in_preview', names: 'SECRET_KEY' },
  ])('$where.kind refuses $pk with $sk, and shows neither', ({ where, pk, sk, code, names }) => {
    const env = { NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: pk, CLERK_SECRET_KEY: sk };
    const build = () => resolveBrowserSettings({ env, environment: where, config: acme });
    expect(build).toThrow(expect.objectContaining({ code, message: expect.stringContaining(names) }));
    expect(build).not.toThrow(new RegExp(`${pk}|${sk}`));
  });

  test.each([
    { where: production, env: { NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: live, CLERK_SECRET_KEY: 'sk_live_1' } },
    { where: preview, env: { NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: test_, CLERK_SECRET_KEY: 'sk_test_1' } },
    {
      where: preview,
      env: { NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: live, CLERK_SECRET_KEY: 'sk_live_1', ...allow },
    },
  ])('$where.kind builds with $env', ({ where, env }) => {
    expect(resolveBrowserSettings({ env, environment: where, config: acme })).toMatchObject({
      NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: env.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY,
    });
  });
});
