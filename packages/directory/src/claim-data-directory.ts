import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (!isExisting(error)) throw error;
      const owner = readOwner(path);
      if (attempt > 0 || isInUse(path, owner)) {
        throw new DirectoryError('data_directory_in_use', `Process ${owner} has ${dataDir} open.`);
      }
      // Whoever was killed could not give it back.
      rmSync(path, { force: true });
    }
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
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function isExisting(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}
