import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { matcher } from '@subdomain-sso/auth/proxy';

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

const [pattern = ''] = matcher;

/** The line of `proxy.ts` that names the requests which reach it: as the package has it, and with the routes under `/api`. */
export const MATCHERS = {
  withoutApi: matcherLine(pattern),
  withApi: matcherLine(pattern.replace('api/|', '')),
};

function matcherLine(source: string): string {
  return `export const config = { matcher: ['${source.replaceAll('\\', '\\\\')}'] };`;
}
