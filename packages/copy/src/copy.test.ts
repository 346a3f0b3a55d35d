import { existsSync, rmSync } from 'node:fs';
import { join, posix } from 'node:path';
import { createColors } from 'picocolors';
import { describe, expect, test } from 'vitest';
import { applyPlan } from './apply-plan.ts';
import type { CopyOptions } from './choose.ts';
import { NO_OPTIONS } from './options.fixture.ts';
import { prepareCopy } from './prepare-copy.ts';
import { renderPlan } from './render-plan.ts';
import { readUpstream, type Upstream } from './source/upstream.ts';
import { readTarget } from './target/read-target.ts';
import { NEXT_APP, readAt, snapshot, temporaryRepository, writeAt } from './temporary-repository.fixture.ts';

const UPSTREAM = readUpstream();

async function copy(
  root: string,
  {
    isUpdate = false,
    upstream = UPSTREAM,
    ...options
  }: Partial<CopyOptions> & { isUpdate?: boolean; upstream?: Upstream } = {},
) {
  const target = await readTarget(root);
  const prepared = prepareCopy({ upstream, target, options: { ...NO_OPTIONS, ...options }, isUpdate });
  applyPlan(root, prepared.plan, prepared.record);
  return prepared.plan;
}

const under = (directory: string, files: Record<string, string>) =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [posix.join(directory, path), text]));
const withoutSrc = { ...NEXT_APP, 'app/page.tsx': NEXT_APP['src/app/page.tsx'] };
const { 'src/app/page.tsx': _page, ...flatApp } = withoutSrc;
const rootManifest = (rest: object) =>
  `${JSON.stringify({ name: 'acme', private: true, ...rest }, null, 2)}\n`;
const apps = {
  ...under('apps/account', {
    ...NEXT_APP,
    'package.json': NEXT_APP['package.json'].replace('"web"', '"@acme/account"'),
  }),
  ...under('apps/web', flatApp),
};

const TARGETS = [
  {
    name: 'an app with src',
    files: NEXT_APP,
    as: 'src/lib/auth',
    proxies: ['src/proxy.ts'],
    config: 'next.config.ts',
  },
  {
    name: 'an app without src',
    files: flatApp,
    as: 'lib/auth',
    proxies: ['proxy.ts'],
    config: 'next.config.ts',
  },
  {
    name: 'a pnpm workspace',
    files: { ...apps, 'package.json': rootManifest({}), 'pnpm-workspace.yaml': 'packages:\n  - apps/*\n' },
    as: 'packages/auth',
    proxies: ['apps/account/src/proxy.ts', 'apps/web/proxy.ts'],
    config: 'apps/web/next.config.ts',
  },
  {
    name: 'an npm workspace',
    files: { ...apps, 'package.json': rootManifest({ workspaces: ['apps/*'] }) },
    as: 'packages/auth',
    proxies: ['apps/account/src/proxy.ts', 'apps/web/proxy.ts'],
    config: 'apps/web/next.config.ts',
  },
  {
    name: 'a yarn workspace',
    files: {
      ...apps,
      'package.json': rootManifest({ workspaces: { packages: ['apps/*', 'packages/*'] } }),
      'yarn.lock': '',
    },
    as: 'packages/auth',
    proxies: ['apps/account/src/proxy.ts', 'apps/web/proxy.ts'],
    config: 'apps/web/next.config.ts',
  },
];

describe.each(TARGETS)('$name', ({ files, as, proxies, config }) => {
  test('gets the package, a proxy for each app, a configuration and the names of the variables', async () => {
    const root = temporaryRepository(files);
    await copy(root);
    const after = snapshot(root);
    expect(Object.keys(after)).toEqual(
      expect.arrayContaining([
        ...proxies,
        join(as, 'sso.config.ts'),
        join(as, 'README.md'),
        join(as, '.sso-copy.json'),
      ]),
    );
    expect(readAt(root, config)).toContain('withSso(');
    expect(Object.keys(after).filter((path) => path.endsWith('.env.example'))).toHaveLength(proxies.length);
    expect(Object.keys(after).filter((path) => /\.(test|fixture)\.ts/.test(path))).toEqual([]);
  });

  test('every relative import leads to a copied file, without an extension that TypeScript does not allow by default', async () => {
    const root = temporaryRepository(files);
    await copy(root);
    for (const [path, text] of Object.entries(snapshot(root)).filter(([path]) => /\.tsx?$/.test(path))) {
      for (const [, name = ''] of text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)) {
        const found = ['.ts', '.tsx', '/index.ts'].some((end) =>
          existsSync(join(root, path, '..', name + end)),
        );
        expect([path, name, found]).toEqual([path, name, true]);
      }
    }
  });

  test('no name of this repository is left', async () => {
    const root = temporaryRepository(files);
    await copy(root, { scope: '@theirs' });
    for (const [path, text] of Object.entries(snapshot(root)).filter(
      ([path]) => !path.includes('.sso-copy'),
    )) {
      expect([path, /@repo\/|catalog:|workspace:\*\*/.exec(text)]).toEqual([path, null]);
      if (as !== 'packages/auth') expect([path, text.includes('packages/auth')]).toEqual([path, false]);
    }
  });

  test('a second time changes nothing', async () => {
    const root = temporaryRepository(files);
    await copy(root);
    const before = snapshot(root);
    const plan = await copy(root, { upstream: { ...UPSTREAM, commit: 'another' } });
    expect([...plan.files, ...plan.edits]).toEqual([]);
    expect(snapshot(root)).toEqual(before);
  });
});

test('a workspace’s package has the scope of the others and their way to name it', async () => {
  const npm = temporaryRepository(TARGETS[3]?.files ?? {});
  await copy(npm);
  expect(JSON.parse(readAt(npm, 'packages/auth/package.json')).name).toBe('@acme/auth');
  expect(JSON.parse(readAt(npm, 'apps/web/package.json')).dependencies['@acme/auth']).toBe('*');
  expect(JSON.parse(readAt(npm, 'package.json'))).toMatchObject({
    workspaces: ['apps/*', 'packages/auth'],
    overrides: UPSTREAM.overrides,
  });
  const pnpm = temporaryRepository(TARGETS[2]?.files ?? {});
  await copy(pnpm);
  expect(JSON.parse(readAt(pnpm, 'apps/web/package.json')).dependencies['@acme/auth']).toBe('workspace:*');
  expect(readAt(pnpm, 'pnpm-workspace.yaml')).toContain(
    `"@clerk/shared": ${UPSTREAM.overrides['@clerk/shared']}`,
  );
  expect(readAt(pnpm, 'apps/account/src/proxy.ts')).toContain(`from '@acme/auth/proxy'`);
});

test('the configuration is ours with their domain and apps in it', async () => {
  const root = temporaryRepository(NEXT_APP);
  await copy(root, { domain: 'theirs.com', apps: 'login,web,staff:staffOf=theirs', app: 'web' });
  const config = readAt(root, 'src/lib/auth/sso.config.ts');
  expect(config).toContain(`rootDomain: 'theirs.com'`);
  expect(config).toContain(`primary: 'login'`);
  expect(config).toContain(`    login: { posture: 'mixed', vercelProject: 'login', callers: [] },`);
  expect(config).toContain(
    `    staff: { posture: { staffOf: 'theirs' }, vercelProject: 'staff', callers: [] },`,
  );
  expect(config).not.toContain('academy');
  expect(readAt(root, 'next.config.ts')).toContain('withSso(sso, "web"');
});

test('tests come along into a workspace when they are asked for, with the registry they are about', async () => {
  const root = temporaryRepository(TARGETS[2]?.files ?? {});
  await copy(root, { withTests: true });
  expect(existsSync(join(root, 'packages/auth/src/proxy/decide.test.ts'))).toBe(true);
  expect(readAt(root, 'packages/auth/src/registry/acme.fixture.ts')).toContain("primary: 'account'");
});

describe('what is theirs stays', () => {
  test('a middleware keeps running: no proxy beside it, and the lines to add are printed', async () => {
    const root = temporaryRepository({ ...NEXT_APP, 'src/middleware.ts': 'export {};\n' });
    const { manualSteps } = await copy(root);
    expect(existsSync(join(root, 'src/proxy.ts'))).toBe(false);
    expect(manualSteps).toEqual([expect.objectContaining({ path: 'src/middleware.ts' })]);
    expect(manualSteps[0]?.lines).toContain('createAuthProxy()');
  });

  test('a proxy that calls ours is left as it is', async () => {
    const own = `import { createAuthProxy } from './lib/auth/proxy';\nexport const proxy = createAuthProxy();\n// more\n`;
    const root = temporaryRepository({ ...NEXT_APP, 'src/proxy.ts': own });
    expect((await copy(root)).files.some(({ path }) => path === 'src/proxy.ts')).toBe(false);
    expect(readAt(root, 'src/proxy.ts')).toBe(own);
  });

  test('a proxy of another make is overwritten only when asked for', async () => {
    const root = temporaryRepository({ ...NEXT_APP, 'src/proxy.ts': 'export {};\n' });
    const { plan } = prepareCopy({
      upstream: UPSTREAM,
      target: await readTarget(root),
      options: NO_OPTIONS,
      isUpdate: false,
    });
    expect(plan.files.filter(({ kind }) => kind === 'overwrite').map(({ path }) => path)).toEqual([
      'src/proxy.ts',
    ]);
  });

  test('variables are added to an .env.example, and a next.config.mjs is left to a person', async () => {
    const { 'next.config.ts': _config, ...rest } = NEXT_APP;
    const root = temporaryRepository({
      ...rest,
      '.env.example': 'A=1\n',
      'next.config.mjs': 'export default {};\n',
    });
    const { manualSteps } = await copy(root);
    expect(readAt(root, '.env.example')).toMatch(/^A=1\n\n.*CLERK_SECRET_KEY=/s);
    expect(manualSteps).toEqual([expect.objectContaining({ path: 'next.config.mjs' })]);
  });
});

describe('an update', () => {
  const changed = (path: string, change: (text: string) => string): Upstream => ({
    ...UPSTREAM,
    files: new Map([...UPSTREAM.files].map(([name, text]) => [name, name === path ? change(text) : text])),
  });
  const decide = 'src/lib/auth/proxy/decide.ts';
  const later = changed('src/proxy/decide.ts', (text) => `${text}\n// last line, upstream\n`);

  test('brings upstream’s change into a file they edited elsewhere', async () => {
    const root = temporaryRepository(NEXT_APP);
    await copy(root);
    writeAt(root, decide, `// first line, theirs\n${readAt(root, decide)}`);
    const { files } = await copy(root, { isUpdate: true, upstream: later });
    expect(files).toEqual([expect.objectContaining({ kind: 'merge', path: decide, conflicts: 0 })]);
    expect(readAt(root, decide)).toMatch(/^\/\/ first line, theirs\n.*\/\/ last line, upstream\n$/s);
    expect((await copy(root, { isUpdate: true, upstream: later })).files).toEqual([]);
  });

  test('marks what both changed, and goes on only when that is settled', async () => {
    const root = temporaryRepository(NEXT_APP);
    await copy(root);
    writeAt(root, decide, `${readAt(root, decide)}\n// last line, theirs\n`);
    const { files } = await copy(root, { isUpdate: true, upstream: later });
    expect(files).toEqual([expect.objectContaining({ kind: 'merge', path: decide, conflicts: 1 })]);
    expect(readAt(root, decide)).toContain('<<<<<<< yours\n// last line, theirs\n');
    await expect(copy(root, { isUpdate: true, upstream: later })).rejects.toThrow(
      expect.objectContaining({ code: 'unsettled_conflicts' }),
    );
  });

  test('reports what the versions since the copy ask of the team, once', async () => {
    const root = temporaryRepository(NEXT_APP);
    expect((await copy(root)).changelog).toEqual([]);
    const next = {
      ...later,
      version: '9.0.0',
      changelog: later.changelog.replace('\n## ', '\n## 9.0.0\n\n- Move it.\n\n## '),
    };
    const plan = await copy(root, { isUpdate: true, upstream: next });
    expect(plan.changelog).toEqual([{ version: '9.0.0', text: '- Move it.' }]);
    const text = renderPlan(plan, [], { isDryRun: false, colors: createColors(false) });
    expect(text).toContain('New in 9.0.0\n     - Move it.');
    expect((await copy(root, { isUpdate: true, upstream: next })).changelog).toEqual([]);
  });

  test('leaves deleted what they deleted, and deletes what upstream did unless they edited it', async () => {
    const root = temporaryRepository(NEXT_APP);
    await copy(root);
    rmSync(join(root, decide));
    writeAt(root, 'src/lib/auth/outage/outage-policy.ts', 'theirs');
    const gone = new Set(['src/outage/outage-policy.ts', 'src/proxy/answer.ts']);
    const upstream = { ...later, files: new Map([...later.files].filter(([path]) => !gone.has(path))) };
    for (const expected of [
      [
        { kind: 'keep', path: 'src/lib/auth/outage/outage-policy.ts' },
        { kind: 'delete', path: 'src/lib/auth/proxy/answer.ts' },
        { kind: 'keep', path: decide },
      ],
      [],
    ]) {
      const { files } = await copy(root, { isUpdate: true, upstream });
      expect(files).toEqual(expected.map((action) => expect.objectContaining(action)));
    }
    expect(existsSync(join(root, decide))).toBe(false);
    expect(readAt(root, 'src/lib/auth/outage/outage-policy.ts')).toBe('theirs');
  });

  test('keeps their configuration, and changes the text around it', async () => {
    const root = temporaryRepository(NEXT_APP);
    await copy(root, { domain: 'theirs.com' });
    const config = 'src/lib/auth/sso.config.ts';
    writeAt(root, config, readAt(root, config).replace("posture: 'mixed'", "posture: 'public'"));
    const upstream = changed('sso.config.ts', (text) => `${text}\nexport type New = never;\n`);
    await copy(root, { isUpdate: true, upstream });
    expect(readAt(root, config)).toMatch(/theirs\.com.*posture: 'public'.*export type New = never;\n$/s);
  });

  test('without a copy there is nothing to update; a changed copy is never copied over', async () => {
    const root = temporaryRepository(NEXT_APP);
    await expect(copy(root, { isUpdate: true })).rejects.toThrow(
      expect.objectContaining({ code: 'never_copied' }),
    );
    await copy(root);
    await expect(copy(root, { upstream: later })).rejects.toThrow(
      expect.objectContaining({ code: 'already_copied' }),
    );
  });
});

test.each([
  { name: 'no package.json', files: {} },
  { name: 'no Next.js app', files: { 'package.json': '{ "name": "x" }' } },
  { name: 'a package.json that is no JSON', files: { 'package.json': '{' } },
  {
    name: 'a Next.js without proxy.ts',
    files: { ...NEXT_APP, 'package.json': '{ "dependencies": { "next": "^15.0.0" } }' },
  },
])('$name: refused with a reason', async ({ files }) => {
  await expect(copy(temporaryRepository(files))).rejects.toThrow(
    expect.objectContaining({ code: 'target_unsupported', exitCode: 2 }),
  );
});

test.each([
  { options: { as: '../elsewhere' } },
  { options: { as: '/tmp/elsewhere' } },
  { options: { scope: 'acme' } },
  { options: { domain: 'https://acme.com' } },
  { options: { domain: "acme.com', evil: '" } },
  { options: { apps: 'web,web' } },
  { options: { apps: 'Web App' } },
  { options: { apps: 'web:private' } },
  { options: { apps: 'account', app: 'web' } },
  { options: { withTests: true } },
])('$options is refused', async ({ options }) => {
  await expect(copy(temporaryRepository(NEXT_APP), options)).rejects.toThrow(
    expect.objectContaining({ code: 'invalid_usage', exitCode: 2 }),
  );
});

test.each([
  { name: 'in the folder', files: { 'packages/auth/package.json': '{ "name": "@theirs/sessions" }' } },
  { name: 'of the name', files: { 'libs/login/package.json': '{ "name": "@acme/auth" }' } },
])(
  'a package of their own $name is never written to; --as gives ours another place and name',
  async ({ files }) => {
    const root = temporaryRepository({ ...TARGETS[2]?.files, ...files });
    const before = snapshot(root);
    await expect(copy(root)).rejects.toThrow(
      expect.objectContaining({ code: 'name_taken', message: expect.stringContaining('--as') }),
    );
    expect(snapshot(root)).toEqual(before);
    await copy(root, { as: 'packages/sso-auth' });
    expect(snapshot(root)).toMatchObject(files);
    expect(JSON.parse(readAt(root, 'packages/sso-auth/package.json')).name).toBe('@acme/sso-auth');
    expect(JSON.parse(readAt(root, 'apps/web/package.json')).dependencies['@acme/sso-auth']).toBe(
      'workspace:*',
    );
  },
);
