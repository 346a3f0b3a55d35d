import { gzipSync } from 'node:zlib';
import type { RunningApps, RunningVariant } from './apps.ts';
import { ask } from './ask.ts';
import type { TurnHeaders } from './credentials.ts';

/** What a browser loads for a page: bytes after gzip. */
export interface PageScripts {
  readonly files: number;
  readonly gzipBytes: number;
}

/** What a page with `SsoProvider`, `useAuthFetch` and `AppLink` loads beside one with `ClerkProvider` and `useAuth`. */
export interface ClientSize {
  readonly ours: PageScripts;
  readonly clerk: PageScripts;
  readonly addedBytes: number;
}

/** Adds up the scripts of two pages of one build: those that their documents name. Clerk's own, from its host, are in neither. */
export async function measureClientSize(
  apps: Pick<RunningApps, 'variants' | 'host'>,
  turnHeaders: TurnHeaders,
): Promise<ClientSize> {
  const weigh = (id: RunningVariant['id']) => weighPage(apps, turnHeaders, id);
  const [ours, clerk] = [await weigh('page-ours'), await weigh('page-clerk')];
  return { ours, clerk, addedBytes: ours.gzipBytes - clerk.gzipBytes };
}

/**
 * Finds the scripts of the app itself that a document names, in tags and in what React reads.
 *
 * @returns Paths, each once.
 * @internal Exported for its test.
 */
export function findScripts(html: string): readonly string[] {
  return [...new Set(html.match(/\/_next\/static\/[\w./~%-]+\.js/g) ?? [])];
}

async function weighPage(
  apps: Pick<RunningApps, 'variants' | 'host'>,
  turnHeaders: TurnHeaders,
  id: RunningVariant['id'],
): Promise<PageScripts> {
  const page = apps.variants.find((variant) => variant.id === id);
  if (!page) throw new Error(`${id} is not running.`);
  const [headers = {}] = await turnHeaders(page);
  const html = (await ask(page.port, page.path, { headers })).body.toString();
  const paths = findScripts(html);
  let gzipBytes = 0;
  for (const path of paths) {
    const { status, body } = await ask(page.port, path, { headers: { host: apps.host } });
    if (status !== 200) throw new Error(`${path} is named by ${page.path} and does not load (${status}).`);
    gzipBytes += gzipSync(body, { level: 9 }).length;
  }
  if (paths.length === 0) throw new Error(`${page.path} names no script.`);
  return { files: paths.length, gzipBytes };
}
