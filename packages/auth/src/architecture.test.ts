import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { matcher } from './proxy.ts';
import { acme } from './registry/acme.fixture.ts';
import { pageAppNames } from './registry/define-sso.ts';

const root = new URL('..', import.meta.url);
const manifest: { dependencies: object; peerDependencies: object; sideEffects?: boolean } = JSON.parse(
  readFileSync(new URL('package.json', root), 'utf8'),
);
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => /^src\/.*\.tsx?$/.test(path))
  .filter((path) => !/\.(test|fixture)\.tsx?$/.test(path));
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const importsOf = (path: string) =>
  [...read(path).matchAll(/from '([^']+)'|import '([^']+)'/g)].map((found) => found[1] ?? found[2] ?? '');
/** Files of this package that a file imports, types included. */
const ownImportsOf = (path: string) =>
  importsOf(path)
    .filter((name) => name.startsWith('.'))
    .map((name) => posix.join(posix.dirname(path), name));

describe('this folder can be copied', () => {
  test.each(sources)('%s imports only itself and what package.json declares', (path) => {
    const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    const foreign = importsOf(path).filter(
      (name) =>
        !name.startsWith('.') &&
        !declared.some((dependency) => name === dependency || name.startsWith(`${dependency}/`)),
    );
    expect(foreign).toEqual([]);
  });
});

/**
 * The folders, each one question, in the order in which they may import: a folder imports only folders and files above it.
 * Entry points are last. Types count as well.
 */
const LAYERS: readonly (readonly string[])[] = [
  ['src/reasons.ts', 'src/errors.ts', 'src/stored-names.ts', 'src/outage'],
  ['src/registry', 'src/problem.ts'],
  ['src/request', 'src/token'],
  ['src/environment', 'src/headers'],
  ['src/recovery', 'src/access', 'src/webhooks', 'src/client'],
  ['src/proxy', 'src/routes'],
  [
    'src/bearer.ts',
    'src/client.ts',
    'src/next-config.ts',
    'src/proxy.ts',
    'src/server.ts',
    'src/verify.ts',
    'src/webhooks.ts',
  ],
];
/** The folder of a file, or the file itself where it is in no folder. */
const roomOf = (path: string) => /^src\/[^/]+(?=\/)/.exec(path)?.[0] ?? path;
const layerOf = (path: string) => LAYERS.findIndex((layer) => layer.includes(roomOf(path)));

describe('the tree', () => {
  test('has at most seven layers', () => {
    expect(LAYERS.length).toBeLessThanOrEqual(7);
  });

  test.each(sources)('%s imports only its own folder and layers before it', (path) => {
    expect(layerOf(path)).not.toBe(-1);
    const wrong = ownImportsOf(path).filter(
      (name) => roomOf(name) !== roomOf(path) && layerOf(name) >= layerOf(path),
    );
    expect(wrong).toEqual([]);
  });

  test('has no import circle, of types either', () => {
    const done = new Set<string>();
    const circles: string[][] = [];
    const visit = (path: string, way: readonly string[]) => {
      if (way.includes(path)) circles.push([...way.slice(way.indexOf(path)), path]);
      if (way.includes(path) || done.has(path)) return;
      for (const name of ownImportsOf(path)) visit(name, [...way, path]);
      done.add(path);
    };
    for (const path of sources) visit(path, []);
    expect(circles).toEqual([]);
  });

  test('has no folder of more than 25 entries', () => {
    const entries = new Map<string, number>();
    for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
      if (!/^src\/.*\.tsx?$/.test(path)) continue;
      const folder = posix.dirname(path);
      entries.set(folder, (entries.get(folder) ?? 0) + 1);
    }
    expect([...entries].filter(([, count]) => count > 25)).toEqual([]);
  });
});

describe('a page loads only what it uses of this folder', () => {
  // Without the field a client component that imports a hook gets the registry with it: 80 KB after gzip.
  test('bundlers know that importing a file has no effect', () => {
    expect(manifest.sideEffects).toBe(false);
  });

  test.each(sources)('%s imports nothing for its effect', (path) => {
    const effects = [...read(path).matchAll(/^import '([^']+)'/gm)].map(([, name]) => name);
    expect(effects.filter((name) => name !== 'server-only')).toEqual([]);
  });
});

/** A file and all it imports of this folder, and the packages they import. Type imports cost nothing and are left out. */
function reach(path: string, seen = new Map<string, string[]>()): Map<string, string[]> {
  if (seen.has(path)) return seen;
  const names = [...read(path).matchAll(/(?:import|export) (?!type)[^;]*?from '([^']+)'/g)].map(
    ([, name = '']) => name,
  );
  seen.set(
    path,
    names.filter((name) => !name.startsWith('.')),
  );
  for (const name of names.filter((each) => each.startsWith('.'))) {
    reach(new URL(name, new URL(path, root)).href.slice(root.href.length), seen);
  }
  return seen;
}
const packagesOf = (...paths: string[]) =>
  [...new Set(paths.flatMap((path) => [...reach(path).values()].flat()))].sort();

describe('any runtime', () => {
  const entries = ['src/verify.ts', 'src/bearer.ts', 'src/problem.ts', 'src/reasons.ts'];
  const files = new Map(entries.flatMap((path) => [...reach(path)]));

  test('a verifier reaches jose and files of this folder; a policy pure libraries besides', () => {
    expect([...files.keys()]).toContain('src/token/verification-keys.ts');
    expect(packagesOf(...entries)).toEqual([
      '@clerk/shared/keys',
      '@clerk/shared/pathToRegexp',
      'jose',
      'tldts',
    ]);
    expect(packagesOf('src/verify.ts')).toEqual(['jose']);
    expect(packagesOf('src/problem.ts')).toEqual([]);
  });

  test.each([...files.keys()])('%s uses Web APIs only', (path) => {
    expect(read(path)).not.toMatch(/\bprocess\.\w|\bBuffer\b|require\(|import\(|\b__dirname\b/);
  });
});

test('webhooks are received in any runtime: nothing of Next or Node is reached', () => {
  expect(packagesOf('src/webhooks.ts')).toEqual(['@clerk/shared/keys', 'zod']);
});

describe('what must stay true', () => {
  test.each([
    'src/access/guards.ts',
    'src/access/require-staff.ts',
    'src/access/require-fresh-verification.ts',
    'src/routes/with-auth.ts',
    'src/server.ts',
  ])('%s cannot become part of a browser bundle', (path) => {
    expect(importsOf(path)).toContain('server-only');
  });

  const isPure = (path: string) =>
    /^src\/(registry|request|token)\/|^src\/proxy\/(decide|events\/event-of-decision|stray-cookies)|^src\/recovery\/(?!session-sync-script)|^src\/headers\/(security-headers|content-security-policy|nonce-policy)|^src\/(reasons|problem|errors)\.ts$/.test(
      path,
    );

  test.each(sources.filter(isPure))('%s is pure: it reads no process and no ambient request', (path) => {
    const values = read(path).replace(/^import type .*$/gm, '');
    expect(values).not.toMatch(/from 'next|from 'node:|process\.env|\bheaders\(\)|Date\.now\(\)/);
  });

  test.each(sources)('%s protects nothing by a path matcher (GHSA-vqx2-fgx2-5wq9)', (path) => {
    expect(read(path)).not.toContain('createRouteMatcher');
  });

  test.each(pageAppNames(acme))('apps/%s/proxy.ts has the exported matcher, as a literal', (app) => {
    const source = readFileSync(new URL(`../../apps/${app}/proxy.ts`, root), 'utf8');
    expect(source).toContain('createAuthProxy()');
    expect(source).toContain(`matcher: ['${matcher[0]?.replaceAll('\\', '\\\\')}']`);
  });
});
