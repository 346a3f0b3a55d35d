import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type PackedPackage, pack } from './pack.ts';

export interface PackedPackageInput {
  /** Absolute folder of the package. */
  readonly directory: string;
  /** What people download, at most. */
  readonly limitBytes: number;
  /** Subpaths that are no module: 'seed.schema.json'. */
  readonly data?: readonly string[];
}

const sourceSchema = z.object({ exports: z.record(z.string(), z.string()) });
const CHECKER = fileURLToPath(new URL('../node_modules/.bin/attw', import.meta.url));
/** Packing builds the package, on a machine that may be busy. */
const PACK_LIMIT_MS = 120_000;

/**
 * Declares the tests that every package keeps which is installed elsewhere.
 *
 * @returns The packed package, once the tests run; for rules of one package alone.
 */
export function packedPackageRules({
  directory,
  limitBytes,
  data = [],
}: PackedPackageInput): () => PackedPackage {
  let made: PackedPackage | undefined;
  const packed = () => {
    if (!made) throw new Error('It is packed when the tests run.');
    return made;
  };
  beforeAll(async () => {
    made = await pack(directory);
  }, PACK_LIMIT_MS);
  afterAll(() => made?.remove());

  test('the entry points are those of the workspace, and their files are there', async () => {
    const source = sourceSchema.parse(JSON.parse(await readFile(join(directory, 'package.json'), 'utf8')));
    const { exports, bin } = packed().manifest;
    expect(Object.keys(exports).filter((entry) => entry !== './package.json')).toEqual(
      Object.keys(source.exports),
    );
    const targets = Object.values(exports).flatMap((each) =>
      typeof each === 'string' ? [each] : Object.values(each),
    );
    const all = [...targets, ...Object.values(bin)];
    expect(all.filter((target) => !existsSync(join(packed().files, target)))).toEqual([]);
  });

  test('nothing in the manifest leads back into this repository', () => {
    const { dependencies, peerDependencies } = packed().manifest;
    const ranges = Object.entries({ ...dependencies, ...peerDependencies });
    expect(ranges.filter(([name, range]) => name.startsWith('@repo/') || /:/.test(range))).toEqual([]);
  });

  test('no import in it names a source file, and no test is in it', async () => {
    const files = await readdir(join(packed().files, 'dist'), { recursive: true });
    expect(files.filter((file) => /\.(test|fixture)\./.test(file))).toEqual([]);
    const code = files.filter((file) => /\.(js|d\.ts)$/.test(file));
    expect(code.length).toBeGreaterThan(0);
    const texts = await Promise.all(
      code.map(async (file) => [file, await readFile(join(packed().files, 'dist', file), 'utf8')] as const),
    );
    const wrong = texts.filter(([, text]) => /(?:from|import\()\s*['"]\.[^'"]*\.tsx?['"]/.test(text));
    expect(wrong.map(([file]) => file)).toEqual([]);
  });

  test('publint finds nothing', async () => {
    const { messages, pkg } = await publint({ pkgDir: packed().files, pack: false, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  test('the types are found under every way of resolving modules that knows ES modules', async () => {
    const excluded = data.length > 0 ? ['--exclude-entrypoints', ...data] : [];
    // It ends with 1 where it finds a problem.
    await expect(
      promisify(execFile)(CHECKER, [packed().tarball, '--profile', 'esm-only', ...excluded]),
    ).resolves.toMatchObject({ stderr: '' });
  });

  test(`the tarball has at most ${limitBytes} bytes`, async () => {
    expect((await stat(packed().tarball)).size).toBeLessThanOrEqual(limitBytes);
  });

  return packed;
}
