import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DirectoryError } from './errors.ts';

// On the process, not in this module: a development server evaluates a module anew after every change.
const CLAIMS = Symbol.for('@repo/directory: data directories this process owns');
const holder: typeof globalThis & { [CLAIMS]?: Set<string> } = globalThis;
holder[CLAIMS] ??= new Set();
const claims = holder[CLAIMS];

/**
 * Makes this process the owner of the files of an embedded database, until it gives them back or ends.
 * Two processes writing the same files destroy them, and the embedded engine itself does not look.
 *
 * @param dataDir Folder of the database; the claim is a file beside it. Created where missing.
 * @returns Gives the files back.
 * @throws {DirectoryError} `data_directory_in_use`: a process that is alive owns them; this one counts, too.
 */
export function claimDataDirectory(dataDir: string): () => void {
  const path = `${resolve(dataDir)}.owner`;
  mkdirSync(dirname(path), { recursive: true });
  for (let attempt = 0; !create(path); attempt++) {
    const owner = readOwner(path);
    if (attempt === MOST_ATTEMPTS || isInUse(path, owner)) {
      throw new DirectoryError('data_directory_in_use', `Process ${owner} has ${dataDir} open.`);
    }
    // Whoever was killed could not give it back.
    removeStale(path, owner);
  }
  claims.add(path);
  const release = () => {
    claims.delete(path);
    process.off('exit', release);
    rmSync(path, { force: true });
  };
  process.on('exit', release);
  return release;
}

/** Somebody else was faster each time. */
const MOST_ATTEMPTS = 3;

/** In one step with its content: a claim that is empty for a moment would look like one that was cut off. */
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

/** Of several processes that find the claim of a dead one at the same time, the slower must not remove that of the faster. */
function removeStale(path: string, owner: number | undefined): void {
  const moved = `${path}.${process.pid}.old`;
  try {
    renameSync(path, moved);
    if (readOwner(moved) !== owner) linkSync(moved, path);
  } catch (error) {
    if (!hasCode(error, 'ENOENT') && !hasCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(moved, { force: true });
  }
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
    // It is there, but belongs to somebody else.
    return hasCode(error, 'EPERM');
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
