import { expect, test } from 'vitest';
import { type CopyOptions, chooseCopy } from './choose.ts';
import { NO_OPTIONS } from './options.fixture.ts';
import { readTarget } from './target/read-target.ts';
import { NEXT_APP, temporaryRepository } from './temporary-repository.fixture.ts';

/** A workspace of apps: package name by folder. */
function workspace(apps: Readonly<Record<string, string>>): Record<string, string> {
  const files = Object.entries(apps).flatMap(([folder, name]) =>
    Object.entries(NEXT_APP).map(([path, text]) => [
      `${folder}/${path}`,
      text.replace('"name": "web"', `"name": "${name}"`),
    ]),
  );
  const root = { name: 'acme', workspaces: Object.keys(apps) };
  return { 'package.json': JSON.stringify(root), ...Object.fromEntries(files) };
}

const choose = async (files: Record<string, string>, options: Partial<CopyOptions> = {}) =>
  chooseCopy({ ...NO_OPTIONS, ...options }, await readTarget(temporaryRepository(files)));

test.each([
  { name: 'an app is the one that its package is named after', options: {}, app: 'web' },
  { name: '--app names it', options: { app: 'portal' }, app: 'portal' },
  {
    name: '--app says which of --apps it is',
    options: { apps: 'login,portal', app: 'portal' },
    app: 'portal',
  },
  {
    name: 'the first of --apps is it, where none has its name',
    options: { apps: 'login,portal' },
    app: 'login',
  },
])('$name', async ({ options, app }) => {
  const { placements, apps } = await choose(NEXT_APP, options);
  expect(placements.map((placement) => placement.app)).toEqual([app]);
  expect(apps.map(({ name }) => name)).toContain(app);
});

test('two apps of one name are told apart by their folders', async () => {
  const { placements } = await choose(workspace({ 'apps/web': '@acme/web', 'examples/web': '@example/web' }));
  expect(placements.map(({ directory, app }) => [directory, app])).toEqual([
    ['apps/web', 'apps-web'],
    ['examples/web', 'examples-web'],
  ]);
});

test.each([
  { as: undefined, packageName: '@acme/auth' },
  { as: 'packages/sso-auth', packageName: '@acme/sso-auth' },
])('a package in $as is named $packageName', async ({ as, packageName }) => {
  const chosen = await choose(workspace({ 'apps/web': '@acme/web' }), { as });
  expect(chosen.packageName).toBe(packageName);
});

test.each([
  { options: { app: 'Web App' }, why: '--app: "Web App" is not a subdomain' },
  { options: { apps: 'Web App' }, why: '--apps: "Web App" is not a subdomain' },
  { options: { domain: 'co.uk' }, why: 'is a public suffix' },
  { options: { scope: 'acme' }, why: '--scope: "acme"' },
  { options: { as: '../x' }, why: '--as: "../x" is outside the target' },
])('$options is refused: $why', async ({ options, why }) => {
  await expect(choose(NEXT_APP, options)).rejects.toMatchObject({
    code: 'invalid_usage',
    message: expect.stringContaining(why),
  });
});

test('--app has no meaning in a workspace, and is refused', async () => {
  await expect(choose(workspace({ 'apps/web': 'web' }), { app: 'web' })).rejects.toMatchObject({
    code: 'invalid_usage',
  });
});
