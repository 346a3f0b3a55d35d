import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sso } from '@repo/sso';
import semver from 'semver';
import { parse } from 'yaml';
import { z } from 'zod';
import { gitOutput } from '../git-output.ts';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

/** What is copied, before anything is renamed. */
export interface Upstream {
  /** Of packages/auth. */
  readonly version: string;
  /** Commit of this repository; null outside git. */
  readonly commit: string | null;
  /** Text by path relative to packages/auth: sources, `sso.config.ts`, `README.md`; tests too. */
  readonly files: ReadonlyMap<string, string>;
  /** `CHANGELOG.md` of this repository. */
  readonly changelog: string;
  /** `.env.example` of packages/auth. */
  readonly envExample: string;
  /** `proxy.ts` of the primary app; it imports from `@subdomain-sso/auth`. */
  readonly proxy: string;
  /** Subpath such as `./proxy` to path. */
  readonly exports: Readonly<Record<string, string>>;
  /** Range of `@clerk/nextjs` that the package needs. */
  readonly clerkRange: string;
  /** Ranges of what the suite of packages/testing runs with: Playwright, `@clerk/testing`. */
  readonly testTools: Readonly<Record<string, string>>;
  /** Exact versions. */
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  /** Ranges. */
  readonly peerDependencies: Readonly<Record<string, string>>;
  /** Exact versions of Clerk's packages that `dependencies` bring and that must be installed once. */
  readonly overrides: Readonly<Record<string, string>>;
}

const manifestSchema = z.object({
  version: z.string(),
  exports: z.record(z.string(), z.string()),
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
  peerDependencies: z.record(z.string(), z.string()),
});
const testingSchema = z.object({ peerDependencies: z.record(z.string(), z.string()) });
const workspaceSchema = z.object({
  catalog: z.record(z.string(), z.string()),
  overrides: z.record(z.string(), z.string()),
});

const AUTH = join(ROOT, 'packages/auth');

/** Reads packages/auth, and the exact versions with which this repository tests it. */
export function readUpstream(): Upstream {
  const manifest = manifestSchema.parse(JSON.parse(readText('packages/auth/package.json')));
  const { catalog, overrides } = workspaceSchema.parse(parse(readText('pnpm-workspace.yaml')));
  const exact = (names: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(names).map(([name, range]) => [
        name,
        catalog[name] ?? semver.minVersion(range)?.version ?? range,
      ]),
    );
  const { '@clerk/nextjs': nextjs = '*', ...frameworks } = manifest.peerDependencies;
  const clerk = { '@clerk/nextjs': nextjs };
  const pinned = Object.keys(overrides).filter((name) => overrides[name] === 'catalog:');
  return {
    ...manifest,
    exports: { './config': './sso.config.ts', ...manifest.exports },
    commit: gitOutput(ROOT, 'rev-parse', 'HEAD')?.trim() ?? null,
    files: readFiles(),
    changelog: readText('CHANGELOG.md'),
    envExample: readText('packages/auth/.env.example'),
    proxy: readText(`apps/${sso.primary}/proxy.ts`),
    clerkRange: nextjs,
    testTools: readTestTools(),
    // A copy of the sources is part of the team's code, and its imports are the team's dependencies.
    dependencies: exact({ ...manifest.dependencies, ...clerk }),
    peerDependencies: frameworks,
    // What only this workspace has stays here.
    devDependencies: exact(
      Object.fromEntries(
        Object.entries(manifest.devDependencies).filter(([, range]) => !range.startsWith('workspace:')),
      ),
    ),
    overrides: exact(Object.fromEntries(pinned.map((name) => [name, '*']))),
  };
}

function readTestTools(): Readonly<Record<string, string>> {
  const { peerDependencies } = testingSchema.parse(JSON.parse(readText('packages/testing/package.json')));
  const ranges = Object.entries(peerDependencies).filter(([, range]) => !range.startsWith('workspace:'));
  return Object.fromEntries(ranges);
}

function readFiles(): ReadonlyMap<string, string> {
  const paths = readdirSync(AUTH, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /^(src\/.*\.tsx?|vitest\.config\.ts|README\.md)$/.test(path));
  // In a copy of the sources the registry lies beside them.
  const registry = readText('packages/sso/sso.config.ts').replaceAll(
    '@subdomain-sso/auth/define-sso',
    './src/registry/define-sso.ts',
  );
  const texts = paths.map((path) => [path, readText(`packages/auth/${path}`)] as const);
  return new Map([...texts, ['sso.config.ts', registry] as const].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
