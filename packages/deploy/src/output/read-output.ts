import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { ROOT } from '@repo/stack/repository';
import { z } from 'zod';

/** One function of a Build Output. */
export interface OutputFunction {
  /** Path without `.func`: 'index', '_middleware', 'orgs/[slug]'. */
  readonly name: string;
  readonly runtime: string;
  readonly isPrerendered: boolean;
  /** Absolute paths of all files that are deployed with it. */
  readonly files: readonly string[];
  /** Uncompressed. */
  readonly bytes: number;
}

export interface BuildOutput {
  readonly version: number;
  /** Names of functions that run before a request is routed. */
  readonly middlewares: readonly string[];
  readonly functions: readonly OutputFunction[];
  /** Files that are served as they are. Absolute paths. */
  readonly staticFiles: readonly string[];
  /** Absolute paths of every file of the output and of the repository's files in its functions, without packages. */
  readonly ownFiles: readonly string[];
}

const configSchema = z.object({
  version: z.number(),
  routes: z.array(z.looseObject({ middlewarePath: z.string().optional() })).default([]),
});
const functionSchema = z.object({
  runtime: z.string(),
  filePathMap: z.record(z.string(), z.string()).default({}),
});

/**
 * Reads what `vercel build` wrote.
 *
 * @param directory Absolute.
 * @source Vercel docs "Build Output API" version 3; vercel 60.1.3 `filePathMap`: files of a function outside its folder.
 */
export function readBuildOutput(directory: string): BuildOutput {
  const files = filesUnder(directory);
  const { version, routes } = configSchema.parse(readJson(join(directory, 'config.json')));
  const functions = functionFolders(join(directory, 'functions')).map((folder) =>
    readFunction(directory, folder),
  );
  const own = [...files, ...functions.flatMap((each) => each.files)];
  return {
    version,
    middlewares: routes.flatMap(({ middlewarePath }) => middlewarePath ?? []),
    functions,
    staticFiles: files.filter((file) => file.startsWith(join(directory, 'static') + sep)),
    ownFiles: [...new Set(own)].filter((file) => !file.includes(`${sep}node_modules${sep}`)),
  };
}

function readFunction(output: string, folder: string): OutputFunction {
  const { runtime, filePathMap } = functionSchema.parse(readJson(join(folder, '.vc-config.json')));
  const files = [
    ...new Set([...filesUnder(folder), ...Object.values(filePathMap).map((path) => join(ROOT, path))]),
  ];
  const name = relative(join(output, 'functions'), folder)
    .replace(/\.func$/, '')
    .split(sep)
    .join('/');
  return {
    name,
    runtime,
    isPrerendered: exists(`${folder.replace(/\.func$/, '')}.prerender-config.json`),
    files,
    bytes: files.reduce((sum, file) => sum + statSync(file).size, 0),
  };
}

/** A symbolic link counts as the function it leads to, under its own name. */
function functionFolders(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.name.endsWith('.func')) return [path];
    return entry.isDirectory() ? functionFolders(path) : [];
  });
}

function filesUnder(directory: string): string[] {
  return readdirSync(realpathSync(directory), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
