import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const root = new URL('..', import.meta.url);
const manifest: { dependencies: object; peerDependencies: object; sideEffects?: boolean } = JSON.parse(
  readFileSync(new URL('package.json', root), 'utf8'),
);
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (path) => /^(src\/.*|sso\.config)\.tsx?$/.test(path) && !path.endsWith('.test.ts'),
);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const importsOf = (path: string) =>
  [...read(path).matchAll(/from '([^']+)'|import '([^']+)'/g)].map((found) => found[1] ?? found[2] ?? '');

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

describe('a page loads only what it uses of this folder', () => {
  // Without the field a client component that takes a hook from the barrel gets the registry with it: 80 KB after gzip.
  test('bundlers are told that importing a file does nothing', () => {
    expect(manifest.sideEffects).toBe(false);
  });

  test.each(sources)('and it is true: %s imports nothing for its effect', (path) => {
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

describe('any runtime', () => {
  const files = new Map([...reach('src/verify-session.ts'), ...reach('src/bearer-policy.ts')]);

  test('a verifier reaches jose and files of this folder; a policy pure libraries besides', () => {
    expect([...files.keys()]).toContain('src/verification-keys.ts');
    expect([...new Set([...files.values()].flat())].sort()).toEqual([
      '@clerk/shared/keys',
      '@clerk/shared/pathToRegexp',
      'jose',
      'tldts',
    ]);
    expect([...new Set([...reach('src/verify-session.ts').values()].flat())]).toEqual(['jose']);
  });

  test.each([...files.keys()])('%s uses Web APIs only', (path) => {
    expect(read(path)).not.toMatch(/process\.|\bBuffer\b|require\(|import\(|\b__dirname\b/);
  });
});

test('webhooks are received in any runtime: nothing of Next or Node is reached', () => {
  const packages = [...reach('src/webhooks.ts').values()].flat();
  expect([...new Set(packages)].sort()).toEqual(['@clerk/shared/keys', 'standardwebhooks', 'zod']);
});

describe('what must not slip', () => {
  test.each(['src/guards.ts', 'src/with-auth.ts', 'src/server.ts'])(
    '%s cannot end up in a browser bundle',
    (path) => {
      expect(importsOf(path)).toContain('server-only');
    },
  );

  test.each([
    'src/authorized-parties.ts',
    'src/origins.ts',
    'src/origin.ts',
    'src/define-sso.ts',
    'src/decide.ts',
    'src/judge-session-claims.ts',
    'src/return-url.ts',
    'src/token-budget.ts',
    'src/content-security-policy.ts',
    'src/nonce-policy.ts',
    'src/security-headers.ts',
  ])('%s is pure: it sees no request and no process', (path) => {
    expect(importsOf(path).filter((name) => name.startsWith('next') || name.startsWith('node:'))).toEqual([]);
    expect(read(path)).not.toMatch(/process\.env|Date\.now|\bheaders\(\)/);
  });

  test.each(sources)('%s protects nothing by a path matcher (GHSA-vqx2-fgx2-5wq9)', (path) => {
    expect(read(path)).not.toContain('createRouteMatcher');
  });
});
