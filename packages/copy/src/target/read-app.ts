import { existsSync, readFileSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
import type { Repository, NextApp as RepositoryApp } from '@repo/next-repository';
import { parseTsconfig } from 'get-tsconfig';
import { parse } from 'jsonc-parser';
import { z } from 'zod';
import { findLayouts, findPagesRouter } from './find-pages.ts';
import type { DevScript, NextApp } from './target.ts';
import { readTextFile, type TextFile } from './text-file.ts';
import type { AppVersions } from './versions/version-found.ts';

/** Reads what a copy needs to know about one app. */
export function readApp({ root }: Repository, app: RepositoryApp, versions: AppVersions): NextApp {
  const { directory, base, manifest, manifestFile, files } = app;
  const at = (path: string) => posix.join(directory, path);
  const find = (...paths: readonly string[]) => paths.map(at).find((path) => existsSync(join(root, path)));
  const read = (path: string) => readTextFile(root, path);
  const hasSrc = base.endsWith('src/');
  const config = find('next.config.ts', 'next.config.mjs', 'next.config.js', 'next.config.mts');
  const nextConfig = config === undefined ? null : read(config);
  const own = read(manifestFile) ?? { path: manifestFile, text: '{}' };
  const isTyped =
    find('tsconfig.json') !== undefined ||
    files.some((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'));
  const language = isTyped ? 'ts' : 'js';
  const pagesRouter = findPagesRouter(app, read);
  return {
    directory,
    name: (manifest.name ?? basename(join(root, directory))).replace(/^@[^/]*\//, ''),
    hasSrc,
    manifest: own,
    nextConfig,
    configFormat: nextConfig === null ? (language === 'ts' ? 'ts' : 'esm') : formatOf(nextConfig, own),
    middleware: find('middleware.ts', 'middleware.js', 'src/middleware.ts', 'src/middleware.js') ?? null,
    otherProxy: find('proxy.js', 'src/proxy.js', hasSrc ? 'proxy.ts' : 'src/proxy.ts') ?? null,
    envExample: read(at('.env.example')),
    proxyFile: app.proxy?.file ?? null,
    router: app.appDirectory === undefined ? 'pages' : pagesRouter === null ? 'app' : 'both',
    ...findLayouts(app, read),
    pagesRouter,
    language,
    compileTarget: readCompileTarget(join(root, at('tsconfig.json'))),
    devScript: findDevScript(own),
    versions,
  };
}

const Manifest = z.looseObject({
  type: z.string().optional().catch(undefined),
  scripts: z.record(z.string(), z.string()).catch({}).default({}),
});

function formatOf({ path, text }: TextFile, manifest: TextFile): NextApp['configFormat'] {
  if (/\.m?ts$/.test(path)) return 'ts';
  if (path.endsWith('.mjs')) return 'esm';
  if (/^\s*(?:module\.)?exports\b/m.test(text)) return 'cjs';
  if (/^\s*(?:import|export)\b/m.test(text)) return 'esm';
  return Manifest.parse(JSON.parse(manifest.text)).type === 'module' ? 'esm' : 'cjs';
}

/** The script `dev`, else the first that runs `next dev`; it may set PORT in front, or name it behind. */
function findDevScript(manifest: TextFile): DevScript | null {
  const { scripts } = Manifest.parse(JSON.parse(manifest.text));
  const found = Object.entries(scripts)
    .filter(([, command]) => /\bnext dev\b/.test(command))
    .toSorted(([a], [b]) => Number(b === 'dev') - Number(a === 'dev'))[0];
  if (!found) return null;
  const [name, command] = found;
  const own = /\bnext dev\b[^&|;]*/.exec(command)?.[0] ?? '';
  const flag = /\s(?:-p|--port)(?:\s+|=)?(\d+)/.exec(own)?.[1];
  const variable = /\bPORT=["']?(\d+)["']?[^&|;]*\bnext dev\b/.exec(command)?.[1];
  const port = flag ?? variable;
  return { name, command, port: port === undefined ? null : Number(port) };
}

const Tsconfig = z.looseObject({
  compilerOptions: z.looseObject({ target: z.string().optional() }).optional(),
});

function readCompileTarget(file: string): string | null {
  if (!existsSync(file)) return null;
  const read = (look: () => unknown) =>
    Tsconfig.safeParse(look()).data?.compilerOptions?.target?.toLowerCase() ?? null;
  try {
    return read(() => parseTsconfig(file));
  } catch {
    // What it extends may be in a package that is not installed.
    return read(() => parse(readFileSync(file, 'utf8'), [], { allowTrailingComma: true }));
  }
}
