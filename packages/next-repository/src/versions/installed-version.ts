import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const Installed = z.object({ version: z.string() });

/**
 * The version that Node would load: in the nearest `node_modules` from the package up to the root.
 *
 * @param directory Absolute folder of the package.
 * @param root Absolute; no folder above it is read.
 * @returns undefined when nothing is installed there.
 */
export function installedVersion(directory: string, root: string, name: string): string | undefined {
  const version = readVersion(join(directory, 'node_modules', name, 'package.json'));
  if (version !== undefined || directory === root || dirname(directory) === directory) return version;
  return installedVersion(dirname(directory), root, name);
}

function readVersion(manifest: string): string | undefined {
  try {
    return Installed.parse(JSON.parse(readFileSync(manifest, 'utf8'))).version;
  } catch {
    return undefined;
  }
}
