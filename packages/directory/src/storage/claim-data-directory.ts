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

// On the process, not in this module: a development server evaluates a module anew after every change.
const CLAIMS = Symbol.for('@repo/directory: data directories this process owns');
const holder: typeof globalThis & { [CLAIMS]?: Set<string> } = globalThis;
holder[CLAIMS] ??= new Set();
const claims = holder[CLAIMS];

/**
 * Makes this process the owner of the files of an embedded database, until it gives them back or ends.
 * Two processes writing the same files destroy them, and the embedded engine itself does not look.
 *
 * Each claim has a number, and its file is made in one step. The newest file is never removed, only emptied: who has
 * looked and is then late finds its number taken or passed, so that of any number of processes one owns the files.
 *
 * @param dataDir Folder of the database; the newest claim stays beside it as a file. Created where missing.
 * @returns Gives the files back.
 * @throws {DirectoryError} `data_directory_in_use`: a process that is alive owns them; this one counts, too.
 */
export function claimDataDirectory(dataDir: string): () => void {
  const base = `${resolve(dataDir)}.owner`;
  mkdirSync(dirname(base), { recursive: true });
  const path = claimNext(base, dataDir);
  claims.add(path);
  const release = () => {
    claims.delete(path);
    process.off('exit', release);
    // Gone where somebody removed the folder with it.
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
    // The number was free again because others have gone past it.
    rmSync(path, { force: true });
  }
}

/** In one step with its content: a claim that is empty for a moment would look like one that was given back. */
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
    // It is there, but belongs to somebody else.
    return hasCode(error, 'EPERM');
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
