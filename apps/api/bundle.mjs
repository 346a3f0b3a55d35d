import { fileURLToPath } from 'node:url';

export const COMPATIBILITY_DATE = '2026-07-01';

const fromHere = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The Durable Objects of wrangler.jsonc, for Miniflare. */
export const DURABLE_OBJECTS = { USER_RECORDS: { className: 'UserRecord', useSQLite: true } };

export const OUTPUT = fromHere('dist/worker.js');

/**
 * How the worker is bundled: one module, Web APIs only. `platform: 'browser'` makes esbuild refuse `node:` imports.
 *
 * @satisfies {import('esbuild').BuildOptions}
 */
export const BUNDLE = {
  entryPoints: [fromHere('src/worker.ts')],
  outfile: OUTPUT,
  bundle: true,
  format: 'esm',
  platform: 'browser',
  conditions: ['workerd', 'worker', 'browser'],
  target: 'es2023',
  external: ['cloudflare:workers'],
  sourcemap: 'linked',
  legalComments: 'none',
  logLevel: 'warning',
};
