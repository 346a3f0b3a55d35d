import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ConformanceEnv, readConformanceEnv } from './env.ts';
import { DESCRIPTION_NAMES, type DescriptionName, PINNED } from './pinned-descriptions.ts';

/** Where `conformance:fetch` puts the descriptions; git ignores it. */
export const FETCHED_DIRECTORY = fileURLToPath(new URL('../../.clerk-openapi', import.meta.url));

export type Location =
  | { kind: 'found'; files: Readonly<Record<DescriptionName, string>> }
  /** `isPromised`: CI named a folder, so a run without the descriptions is a failure and not a skip. */
  | { kind: 'missing'; reason: string; isPromised: boolean };

/**
 * Finds Clerk's three descriptions: in `CLERK_OPENAPI_DIR`, else where `conformance:fetch` put them. The folder is laid out as
 * github.com/clerk/openapi-specs is (`bapi/2026-05-12.yml`), or flat (`bapi-2026-05-12.yml`).
 */
export function locateDescriptions(env: ConformanceEnv, fetched = FETCHED_DIRECTORY): Location {
  const directory = env.directory ?? fetched;
  const found = DESCRIPTION_NAMES.map((name) => {
    const { path } = PINNED.files[name];
    const candidates = [join(directory, path), join(directory, path.replace('/', '-'))];
    return [name, candidates.find((file) => existsSync(file))] as const;
  });
  const [frontend, backend, webhooks] = found.map(([, file]) => file);
  if (frontend && backend && webhooks) return { kind: 'found', files: { frontend, backend, webhooks } };
  const absent = found.flatMap(([name, file]) => (file ? [] : PINNED.files[name].path));
  const where = env.directory === undefined ? '' : ` in CLERK_OPENAPI_DIR (${env.directory})`;
  return {
    kind: 'missing',
    reason: `Clerk's descriptions are not here${where}: ${absent.join(', ')}. Run: pnpm --filter clerk-local conformance:fetch`,
    isPromised: env.isCi && env.directory !== undefined,
  };
}

/** The location of this run. */
export const descriptionsLocation: Location = locateDescriptions(readConformanceEnv());
