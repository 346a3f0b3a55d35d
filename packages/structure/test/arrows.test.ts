import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readImports } from './read-imports.ts';
import { listFiles, readText } from './repository-files.ts';

/** Packages that need no other one of the workspace, with the reason. */
const INDEPENDENT = {
  '@subdomain-sso/auth': 'People copy it into their repository.',
  'clerk-local': 'It replaces Clerk; the apps reach it over HTTP and know only environment variables.',
  '@repo/directory': 'Its callers join it with the webhook handler.',
  '@repo/gateway': 'It routes hosts and knows no app.',
} as const;

const manifestSchema = z.object({
  name: z.string(),
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
  peerDependencies: z.record(z.string(), z.string()).default({}),
});

/** One package of the workspace. */
interface Package {
  readonly name: string;
  /** Relative to the root. */
  readonly folder: string;
  readonly isApp: boolean;
  /** Packages of the workspace that it declares or imports, in tests as well. */
  readonly uses: ReadonlySet<string>;
  /** Those that it needs outside its tests. */
  readonly needs: ReadonlySet<string>;
  /** Relative imports that lead into another package. */
  readonly escapes: readonly string[];
}

const folders = listFiles(
  '{apps,packages}/*/package.json',
  '{bench,e2e}/package.json',
  'e2e/*/package.json',
).map(dirname);
const names = new Map(folders.map((folder) => [readManifest(folder).name, folder]));
const packages = folders.map(readPackage);

function readManifest(folder: string): z.infer<typeof manifestSchema> {
  return manifestSchema.parse(JSON.parse(readText(join(folder, 'package.json'))));
}

function readPackage(folder: string): Package {
  const { name, devDependencies, ...runtime } = readManifest(folder);
  const declared = Object.values(runtime).flatMap((dependencies) => Object.keys(dependencies));
  const files = listFiles(`${folder}/**/*.{ts,tsx,mts,mjs}`).filter(
    (path) => packageOf(path) === folder && !/\/templates\/|\.d\.m?ts$/.test(path),
  );
  const imports = files.flatMap((path) => readImports(path).map((specifier) => ({ path, specifier })));
  const inSources = imports.filter(({ path }) => !/\/test\/|\.(test|fixture|config)\.tsx?$/.test(path));
  const others = (specifiers: readonly string[]) =>
    new Set(specifiers.map(workspaceName).filter((used) => names.has(used) && used !== name));
  return {
    name,
    folder,
    isApp: folder.startsWith('apps/'),
    uses: others([
      ...declared,
      ...Object.keys(devDependencies),
      ...imports.map(({ specifier }) => specifier),
    ]),
    needs: others([...declared, ...inSources.map(({ specifier }) => specifier)]),
    escapes: imports
      .filter(({ path, specifier }) => leadsElsewhere(folder, path, specifier))
      .map(({ path, specifier }) => `${path} imports ${specifier}`),
  };
}

/** `@subdomain-sso/auth` of `@subdomain-sso/auth/server`; `portal` of `portal/x`. */
function workspaceName(specifier: string): string {
  const [first = '', second = ''] = specifier.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}

/** The innermost package around a path: `e2e/bare-app` is one inside `e2e`. */
function packageOf(path: string): string | undefined {
  return folders.filter((folder) => path.startsWith(`${folder}/`)).sort((a, b) => b.length - a.length)[0];
}

function leadsElsewhere(folder: string, path: string, specifier: string): boolean {
  if (!specifier.startsWith('.')) return false;
  const target = packageOf(join(dirname(path), specifier));
  return target !== undefined && target !== folder;
}

describe('imports between packages point one way', () => {
  test.each(Object.entries(INDEPENDENT))('%s needs no other package: %s', (name) => {
    expect([...(packages.find((each) => each.name === name)?.needs ?? ['missing'])]).toEqual([]);
  });

  test('@subdomain-sso/testing needs what is installed beside it, and no other package', () => {
    const { needs } = packages.find(({ name }) => name === '@subdomain-sso/testing') ?? {};
    expect([...(needs ?? ['missing'])]).toEqual(['@subdomain-sso/auth']);
  });

  test.each(packages.map((each) => [each.name, each] as const))('%s uses no app', (_name, { uses }) => {
    const apps = packages.filter(({ isApp, name }) => isApp && uses.has(name));
    expect(apps.map(({ name }) => name)).toEqual([]);
  });

  test.each(packages.map((each) => [each.name, each] as const))(
    '%s reaches other packages by their names only',
    (_name, { escapes }) => {
      expect(escapes).toEqual([]);
    },
  );

  test('there is no circle among packages', () => {
    const remaining = new Map(packages.map(({ name, uses }) => [name, new Set(uses)]));
    for (let isShrinking = true; isShrinking; ) {
      const free = [...remaining].filter(([, uses]) => uses.size === 0).map(([name]) => name);
      isShrinking = free.length > 0;
      for (const name of free) {
        remaining.delete(name);
        for (const uses of remaining.values()) uses.delete(name);
      }
    }
    expect([...remaining.keys()]).toEqual([]);
  });
});
