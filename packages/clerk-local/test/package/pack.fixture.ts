import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PACKAGE } from '../../build/paths.ts';

const run = promisify(execFile);

/** The package as it would be published, and the same unpacked. */
export interface PackedPackage {
  /** `clerk-local-<version>.tgz`. */
  readonly tarball: string;
  /** Folder of the unpacked files. */
  readonly files: string;
  readonly manifest: {
    readonly bin: Readonly<Record<string, string>>;
    readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
    readonly dependencies: Readonly<Record<string, string>>;
    readonly [field: string]: unknown;
  };
  remove(): Promise<void>;
}

/** Builds and packs, as `pnpm publish` does: `publishConfig` is applied, and `catalog:` is resolved. */
export async function pack(): Promise<PackedPackage> {
  const folder = await mkdtemp(join(tmpdir(), 'clerk-local-pack-'));
  await run('npx', ['-y', 'pnpm@12', 'pack', '--pack-destination', folder], { cwd: PACKAGE });
  const [name = ''] = await readdir(folder);
  const tarball = join(folder, name);
  await run('tar', ['-xzf', tarball, '-C', folder]);
  const files = join(folder, 'package');
  return {
    tarball,
    files,
    manifest: JSON.parse(await readFile(join(files, 'package.json'), 'utf8')),
    remove: () => rm(folder, { recursive: true }),
  };
}
