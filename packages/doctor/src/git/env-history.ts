import { spawnSync } from 'node:child_process';
import { holdsSecret } from '../clerk/keys.ts';

/** A secret that an env file once held. */
export interface PastSecret {
  readonly file: string;
  /** The commit that put it there; of several, the one that git lists last. */
  readonly commit: string;
}

/** What the commits of every branch put into env files. */
export interface EnvHistory {
  readonly secrets: readonly PastSecret[];
  /** Which part was not read, a sentence without a full stop; undefined: all of it was. */
  readonly missing: string | undefined;
}

/** Milliseconds. Longer histories are read as far as git comes in it. */
const TIME_LIMIT_MS = 10_000;

/** More versions of env files than any repository keeps. */
const MAX_BLOBS = 5000;

const known = new Map<string, EnvHistory>();

/**
 * Reads the history of env files in two passes: the commits that touch one, without comparing texts, then all the versions at
 * once. Searching every commit for a pattern takes as long as the history is.
 *
 * @param root Absolute folder of a git repository, or in one.
 */
export function readEnvHistory(root: string): EnvHistory {
  const read = known.get(root) ?? readAnew(root);
  known.set(root, read);
  return read;
}

function readAnew(root: string): EnvHistory {
  const args = [
    'log',
    '--all',
    '--format=%x00%H',
    '--raw',
    '--no-abbrev',
    '--no-renames',
    '--diff-filter=AM',
    '--relative',
    '-z',
  ];
  const { stdout, error } = spawnSync('git', [...args, '--', ':(glob)**/.env*'], {
    cwd: root,
    encoding: 'utf8',
    timeout: TIME_LIMIT_MS,
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const versions = parseLog(stdout ?? '');
  const blobs = [...new Set(versions.map(({ blob }) => blob))].slice(0, MAX_BLOBS);
  const withSecret = blobsWithSecret(root, blobs);
  const secrets = new Map(
    versions.flatMap(({ file, blob, commit }) => (withSecret.has(blob) ? [[file, { file, commit }]] : [])),
  );
  return { secrets: [...secrets.values()], missing: missingPart(root, error !== undefined, versions.length) };
}

function missingPart(root: string, isCut: boolean, versions: number): string | undefined {
  if (isCut) return `The history was read for ${TIME_LIMIT_MS / 1000} seconds, and is longer`;
  if (versions > MAX_BLOBS) return `Only ${MAX_BLOBS} versions of env files were read`;
  const { stdout } = spawnSync('git', ['rev-parse', '--is-shallow-repository'], {
    cwd: root,
    encoding: 'utf8',
  });
  return stdout?.trim() === 'true' ? 'The clone is shallow: earlier commits are not in it' : undefined;
}

interface Version {
  readonly commit: string;
  readonly file: string;
  readonly blob: string;
}

/** Entries between zeros: a commit, then `:modes old new status` and a path for each file. */
function parseLog(output: string): readonly Version[] {
  const versions: Version[] = [];
  let commit = '';
  let blob: string | undefined;
  for (const entry of output.split('\0')) {
    const text = entry.trim();
    const raw = /:\d+ \d+ [0-9a-f]+ ([0-9a-f]+) [AM]$/.exec(text);
    if (/^[0-9a-f]{40,64}$/.test(text)) commit = text;
    else if (raw) blob = raw[1];
    else if (blob !== undefined && text !== '') {
      versions.push({ commit, file: text, blob });
      blob = undefined;
    }
  }
  return versions;
}

/** One process for all of them. */
function blobsWithSecret(root: string, blobs: readonly string[]): ReadonlySet<string> {
  if (blobs.length === 0) return new Set();
  const { stdout } = spawnSync('git', ['cat-file', '--batch'], {
    cwd: root,
    input: `${blobs.join('\n')}\n`,
    timeout: TIME_LIMIT_MS,
    maxBuffer: 256 * 1024 * 1024,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const found = new Set<string>();
  for (let at = 0; at < (stdout?.length ?? 0); ) {
    const end = stdout.indexOf(10, at);
    const [, name, size] = /^([0-9a-f]+) blob (\d+)$/.exec(stdout.toString('latin1', at, end)) ?? [];
    if (end === -1) break;
    at = end + 1;
    if (name === undefined) continue;
    if (holdsSecret(stdout.toString('utf8', at, at + Number(size)))) found.add(name);
    at += Number(size) + 1;
  }
  return found;
}
