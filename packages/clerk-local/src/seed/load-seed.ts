import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { LocalClerkError } from '../errors/local-clerk-error.ts';
import { parseSeed } from './parse-seed.ts';
import type { Seed } from './seed.ts';

const DATA = new Set(['.yaml', '.yml', '.json']);
const PROGRAMS = new Set(['.ts', '.mts', '.js', '.mjs']);

/**
 * Reads a seed from a file: YAML or JSON, or a module whose default export is the seed (see `defineSeed`).
 *
 * @param file Path; a relative one starts at the working directory.
 * @throws {LocalClerkError} `seed_unreadable`: not there, another kind of file, not YAML, a module that fails or has no default
 *   export. `seed_invalid`: names the path and the fault of each wrong entry.
 */
export async function loadSeed(file: string): Promise<Seed> {
  const extension = path.extname(file);
  if (DATA.has(extension)) return parseSeed(await readData(file), file);
  if (PROGRAMS.has(extension)) return parseSeed(await runModule(path.resolve(file), file), file);
  throw new LocalClerkError('seed_unreadable', `${file} is no kind of file that a seed may be in.`);
}

async function readData(file: string): Promise<unknown> {
  // Loaded when needed: a start without a seed file does not wait for it.
  const { parseYaml } = await import('./parse-yaml.ts');
  try {
    return parseYaml(await readFile(file, 'utf8'));
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

async function runModule(absolute: string, file: string): Promise<unknown> {
  const { createJiti } = await import('jiti');
  // `npx clerk-local` installs nothing beside the seed, so the name leads to the program that runs.
  const index = new URL(import.meta.url.endsWith('.ts') ? '../index.ts' : './index.js', import.meta.url);
  const jiti = createJiti(pathToFileURL(absolute).href, {
    alias: { 'clerk-local': fileURLToPath(index) },
    moduleCache: false,
    // Otherwise a module without a default export stands for one.
    interopDefault: false,
  });
  const module = await jiti.import<{ default?: unknown }>(absolute).catch((cause: unknown) => {
    throw unreadable(file, cause);
  });
  if (module.default !== undefined) return module.default;
  throw new LocalClerkError('seed_unreadable', `${file} has no default export.`);
}

function unreadable(file: string, cause: unknown): LocalClerkError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new LocalClerkError('seed_unreadable', `${file} cannot be read: ${why.split('\n', 1)[0]}.`, {
    cause,
  });
}
