import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Hono } from 'hono';
import { etag, RETAINED_304_HEADERS } from 'hono/etag';
import { notFound } from '../errors/api-error.ts';
import { LocalClerkError } from '../errors/local-clerk-error.ts';

const PACKAGES = ['clerk-js', 'ui'] as const;
const FILE_PATTERN = /^[\w.-]+\.m?js$/;
const EXACT_VERSION_PATTERN = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/;

/**
 * Serves the unmodified browser builds of clerk-js and @clerk/ui where the SDK looks for them, for every requested version.
 *
 * @source `@clerk/shared` `clerkJsScriptUrl`, `clerkUIScriptUrl`; both bundles ask for chunks under their exact version.
 */
export function npmAssetRoutes(): Hono {
  const folders = new Map(PACKAGES.map((name) => [name, findDistFolder(name)] as const));
  // When the short cache time of an alias ends, its ETag turns the next request into a 304.
  const validate = etag({ retainedHeaders: [...RETAINED_304_HEADERS, 'access-control-allow-origin'] });
  return new Hono().get('/@clerk/:package/dist/:file', validate, async (c) => {
    const [name, version = ''] = c.req.param('package').split('@');
    const folder = folders.get(PACKAGES.find((known) => known === name) ?? 'clerk-js');
    // The name contains no separator, so the path cannot leave the folder.
    const file = c.req.param('file');
    if (!PACKAGES.some((known) => known === name) || !folder || !FILE_PATTERN.test(file))
      throw notFound('This file');
    const text = await readFile(path.join(folder, file)).catch(() => {
      throw notFound('This file');
    });
    const isExact = EXACT_VERSION_PATTERN.test(version);
    return c.body(new Uint8Array(text), 200, {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Cache-Control': isExact ? 'public, max-age=31536000, immutable' : 'public, max-age=300',
    });
  });
}

function findDistFolder(name: (typeof PACKAGES)[number]): string {
  // Neither package exports its package.json, so node_modules is searched upwards, as the resolver does.
  const roots = createRequire(import.meta.url).resolve.paths(`@clerk/${name}`) ?? [];
  const folder = roots
    .map((root) => path.join(root, '@clerk', name, 'dist'))
    .find((found) => existsSync(found));
  if (folder === undefined) throw new LocalClerkError('assets_missing', `@clerk/${name} is not installed.`);
  return folder;
}
