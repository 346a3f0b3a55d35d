import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, expect, test } from 'vitest';

// The package as it is installed elsewhere: built, packed, with `publishConfig` applied.

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
/** What people download, bytes. */
const TARBALL_LIMIT = 40_000;

const run = promisify(execFile);

interface Manifest {
  readonly exports: Readonly<Record<string, string>>;
  readonly publishConfig: {
    readonly exports: Readonly<Record<string, { readonly types: string; readonly default: string }>>;
  };
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

let source: Manifest;
let folder: string;
let tarball: string;
let packed: Manifest['publishConfig'] & Pick<Manifest, 'dependencies' | 'peerDependencies'>;

beforeAll(async () => {
  source = JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8'));
  folder = await mkdtemp(join(tmpdir(), 'testing-pack-'));
  await run('npx', ['-y', 'pnpm@12', 'pack', '--pack-destination', folder], { cwd: PACKAGE });
  const [name = ''] = await readdir(folder);
  tarball = join(folder, name);
  await run('tar', ['-xzf', tarball, '-C', folder]);
  packed = JSON.parse(await readFile(join(folder, 'package/package.json'), 'utf8'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test('every entry point of the workspace is one of the package, built from the same file', () => {
  const built = Object.entries(source.exports).map(([entry, file]) => {
    const path = file.replace('./src/', './dist/').replace(/\.tsx?$/, '');
    return [entry, { types: `${path}.d.ts`, default: `${path}.js` }];
  });
  expect(source.publishConfig.exports).toEqual(Object.fromEntries(built));
  expect(packed.exports).toEqual(source.publishConfig.exports);
});

test('it depends on ranges of public packages alone', () => {
  const ranges = Object.entries({ ...packed.dependencies, ...packed.peerDependencies });
  expect(ranges.filter(([name]) => name.startsWith('@repo/'))).toEqual([]);
  expect(ranges.filter(([, range]) => /workspace:|catalog:|file:/.test(range))).toEqual([]);
});

test('no import in it names a source file, and no test is in it', async () => {
  const files = await readdir(join(folder, 'package/dist'), { recursive: true });
  expect(files.filter((file) => /\.(test|fixture)\./.test(file))).toEqual([]);
  const code = files.filter((file) => /\.(js|d\.ts)$/.test(file));
  expect(code.length).toBeGreaterThan(40);
  const wrong: string[] = [];
  for (const file of code) {
    const text = await readFile(join(folder, 'package/dist', file), 'utf8');
    if (/(?:from|import\()\s*['"]\.[^'"]*(?<!\.js)['"]/.test(text)) wrong.push(file);
  }
  expect(wrong).toEqual([]);
});

test('publint finds nothing', async () => {
  const { messages, pkg } = await publint({ pkgDir: join(folder, 'package'), pack: false });
  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
});

test('Are The Types Wrong finds nothing, for programs of ES modules', async () => {
  const checker = join(PACKAGE, 'node_modules/.bin/attw');
  const { stdout } = await run(checker, [tarball, '--profile', 'esm-only', '--format', 'json'], {
    maxBuffer: 50_000_000,
  }).catch((error: { stdout: string }) => error);
  const { problems } = JSON.parse(stdout) as { problems?: Record<string, unknown[]> };
  // Ignored by the profile: CommonJS, and TypeScript's resolution of before 2023.
  const kinds = Object.keys(problems ?? {});
  expect(kinds.filter((kind) => !['NoResolution', 'CJSResolvesToESM'].includes(kind))).toEqual([]);
});

test('it is small', async () => {
  expect((await stat(tarball)).size).toBeLessThan(TARBALL_LIMIT);
});
