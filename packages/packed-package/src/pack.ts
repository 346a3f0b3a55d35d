import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);

const versions = z.record(z.string(), z.string()).default({});
const manifestSchema = z.looseObject({
  name: z.string(),
  version: z.string(),
  bin: versions,
  dependencies: versions,
  peerDependencies: versions,
  exports: z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())])),
});

/** A package as it would be published, and the same unpacked. */
export interface PackedPackage {
  /** Absolute: `…/clerk-local-0.1.0.tgz`. */
  readonly tarball: string;
  /** Absolute folder of the unpacked files. */
  readonly files: string;
  readonly manifest: z.infer<typeof manifestSchema>;
  /** Deletes both. */
  remove(): Promise<void>;
}

/**
 * Builds and packs a package, as `pnpm publish` does: `publishConfig` is applied, and `catalog:` is resolved. Takes some seconds.
 *
 * @param directory Absolute folder of the package.
 * @throws When the build fails; its output is in the message.
 */
export async function pack(directory: string): Promise<PackedPackage> {
  const folder = await mkdtemp(join(tmpdir(), 'sso-pack-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await run('npx', ['-y', 'pnpm@12', 'pack', '--pack-destination', folder], { cwd: directory });
    const [name = ''] = await readdir(folder);
    const tarball = join(folder, name);
    await run('tar', ['-xzf', tarball, '-C', folder]);
    const files = join(folder, 'package');
    const manifest = manifestSchema.parse(JSON.parse(await readFile(join(files, 'package.json'), 'utf8')));
    return { tarball, files, manifest, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
