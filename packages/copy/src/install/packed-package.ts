import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

/** A package of this repository as it is installed elsewhere. */
export interface PackedPackage {
  readonly name: string;
  readonly version: string;
  /** `subdomain-sso-auth-0.4.0.tgz`. */
  readonly file: string;
  readonly bytes: Buffer;
}

const manifestSchema = z.object({ name: z.string(), version: z.string() });

/**
 * Builds and packs a package of this repository; takes some seconds.
 *
 * @param folder Below `packages`: 'auth'.
 * @throws When the build fails; its output is in the message.
 */
export async function packPackage(folder: string): Promise<PackedPackage> {
  const cwd = join(ROOT, 'packages', folder);
  const { name, version } = manifestSchema.parse(
    JSON.parse(await readFile(join(cwd, 'package.json'), 'utf8')),
  );
  const destination = await mkdtemp(join(tmpdir(), 'sso-pack-'));
  try {
    await promisify(execFile)('npx', ['-y', 'pnpm@12', 'pack', '--pack-destination', destination], { cwd });
    const [file = ''] = await readdir(destination);
    return { name, version, file, bytes: await readFile(join(destination, file)) };
  } finally {
    await rm(destination, { recursive: true, force: true });
  }
}
