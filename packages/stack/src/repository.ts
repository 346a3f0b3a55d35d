import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Where the local Clerk of `sso dev` keeps its state, and stacks their connection files; ignored by git. */
export const STATE_DIR = join(ROOT, '.clerk-local');

/** Absolute folder of an app. */
export function appDirectory(name: string): string {
  return join(ROOT, 'apps', name);
}

/**
 * The JavaScript file behind an app's own `next` command, so that no shell or package manager stands in between.
 *
 * @param directory Absolute folder of the app.
 */
export function nextBinary(directory: string): string {
  const manifestPath = createRequire(join(directory, 'package.json')).resolve('next/package.json');
  const manifest: { bin: { next: string } } = JSON.parse(readFileSync(manifestPath, 'utf8'));
  return join(dirname(manifestPath), manifest.bin.next);
}

/** A command installed at the root: biome, turbo, playwright. */
export function rootBinary(name: string): string {
  return join(ROOT, 'node_modules/.bin', name);
}
