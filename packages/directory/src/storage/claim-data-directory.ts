import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { DirectoryError } from '../errors.ts';

// Kept on the process, not in this module: a development server evaluates a module again after every change.
const CLAIMS = Symbol.for('@repo/directory: data directories this process owns');
const holder: typeof globalThis & { [CLAIMS]?: Set<string> } = globalThis;
holder[CLAIMS] ??= new Set();
const claims = holder[CLAIMS];

/**
 * Makes this process the only owner of the files of an embedded database, until it releases them or ends.
 * Two processes that write the same files destroy them, and PGlite itself does not check.
 *
 * Each claim is a numbered file that is created in one step. The newest file is only emptied, never removed, so a process that
 * acts on an outdated view finds its number taken or passed, and exactly one process wins. `proper-lockfile` was considered: it
 * decides by the age of a lock, so two processes that find the same dead lock can both win; a test here competes for that.
 *
 * @param dataDir Folder of the database; the newest claim stays beside it as a file. Its parent is created where missing.
 * @returns Releases the files.
 * @throws {DirectoryError} `data_directory_in_use`: a living process owns them, which may be this one.
 */
export function claimDataDirectory(dataDir: string): () => void {
  const base = `${resolve(dataDir)}.owner`;
  mkdirSync(dirname(base), { recursive: true });
  const path = claimNext(base, dataDir);
  claims.add(path);
  const release = () => {
    claims.delete(path);
    process.off('exit', release);
    // The file is absent when the folder was removed with it.
    if (existsSync(path)) truncateSync(path);
  };
  process.on('exit', release);
  return release;
}

/** @returns the file of the claim. */
function claimNext(base: string, dataDir: string): string {
  for (;;) {
    const newest = newestClaim(base);
    const owner = readOwner(`${base}.${newest}`);
    if (isInUse(`${base}.${newest}`, owner)) {
      throw new DirectoryError('data_directory_in_use', `Process ${owner} has ${dataDir} open.`);
    }
    const path = `${base}.${newest + 1}`;
    if (!create(path)) continue;
    if (newestClaim(base) === newest + 1) {
      for (const older of claimNumbers(base))
        if (older <= newest) rmSync(`${base}.${older}`, { force: true });
      return path;
    }
    // The number was free again because other processes have passed it.
    rmSync(path, { force: true });
  }
}

/** Creates the file in one step with its content: a claim that is empty for a moment would look released. */
function create(path: string): boolean {
  const draft = `${path}.${process.pid}.new`;
  writeFileSync(draft, String(process.pid));
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function newestClaim(base: string): number {
  return Math.max(0, ...claimNumbers(base));
}

function claimNumbers(base: string): readonly number[] {
  const prefix = `${basename(base)}.`;
  return readdirSync(dirname(base))
    .filter((name) => name.startsWith(prefix) && /^[1-9][0-9]*$/.test(name.slice(prefix.length)))
    .map((name) => Number(name.slice(prefix.length)));
}

function readOwner(path: string): number | undefined {
  try {
    const owner = Number(readFileSync(path, 'utf8'));
    return Number.isInteger(owner) && owner > 0 ? owner : undefined;
  } catch {
    return undefined;
  }
}

function isInUse(path: string, owner: number | undefined): boolean {
  // In a container that was killed and started again, the former owner had this process's number.
  if (owner === process.pid) return claims.has(path);
  return owner !== undefined && isAlive(owner);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // The process exists and belongs to another user.
    return hasCode(error, 'EPERM');
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
