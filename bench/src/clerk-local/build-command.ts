import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT, rootBinary } from '@repo/stack/repository';

/**
 * Builds `packages/clerk-local/dist`, always: what is measured must be the code as it is.
 *
 * @throws {Error} When it does not build, with what the build wrote.
 */
export async function buildCommand(): Promise<void> {
  const folder = join(ROOT, 'packages/clerk-local');
  await promisify(execFile)(rootBinary('tsx'), ['build/build-package.ts'], { cwd: folder });
}
