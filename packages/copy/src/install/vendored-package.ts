import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pack } from '@repo/packed-package';

const PACKAGES = fileURLToPath(new URL('../../../', import.meta.url));

/** A package of this repository as it is installed elsewhere. */
export interface VendoredPackage {
  readonly name: string;
  readonly version: string;
  /** `subdomain-sso-auth-0.4.0.tgz`. */
  readonly file: string;
  readonly bytes: Buffer;
}

/**
 * Builds and packs a package of this repository; takes some seconds.
 *
 * @param folder Below `packages`: 'auth'.
 * @throws When the build fails; its output is in the message.
 */
export async function packPackage(folder: string): Promise<VendoredPackage> {
  const { tarball, manifest, remove } = await pack(join(PACKAGES, folder));
  try {
    return {
      name: manifest.name,
      version: manifest.version,
      file: basename(tarball),
      bytes: await readFile(tarball),
    };
  } finally {
    await remove();
  }
}
