import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Handlers of `e2e/own-code`, which are compiled, built and tried in a browser. */
export type MiddlewareSample = 'locales' | 'content-security-policy' | 'tenants';

/**
 * Reads a handler while this page is built.
 *
 * @returns Its source, as it is in the repository.
 */
export function middlewareSample(name: MiddlewareSample): string {
  // Next.js builds an app in its own folder.
  const folder = join(/* turbopackIgnore: true */ process.cwd(), '../../e2e/own-code/handlers');
  return readFileSync(join(folder, `${name}.ts`), 'utf8').trim();
}
