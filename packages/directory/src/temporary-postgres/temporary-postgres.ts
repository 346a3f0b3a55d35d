import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { readSearchPath } from '../env.ts';
import { findPostgres } from './find-postgres.ts';

/** A PostgreSQL that lives as long as a test run or a measurement. */
export interface TemporaryPostgres {
  /** Connection string of a database: `postgres` exists, others must be created first. */
  url(database?: string): string;
  /** `17.10`, and where the programs came from. */
  readonly version: string;
  readonly origin: 'package' | 'installed';
  /** Stops the server and removes its files. */
  close(): Promise<void>;
}

export interface TemporaryPostgresOptions {
  /** Survive a crash of the machine, as a real server would: commits wait for the disk. Default false. */
  readonly isDurable?: boolean;
}

/**
 * Starts a PostgreSQL of its own: from the packaged programs, else from those installed on this machine.
 * It listens on a Unix socket in its own folder alone, so nothing else on the machine can be in its way.
 *
 * @returns `reason`: there are no programs for this machine, and what to install.
 */
export async function startTemporaryPostgres({
  isDurable = false,
}: TemporaryPostgresOptions = {}): Promise<TemporaryPostgres | { readonly reason: string }> {
  // PostgreSQL refuses to run as root: there it runs as the system user `nobody`, who owns nothing else.
  const owner = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const folder = await mkdtemp(join(tmpdir(), 'directory-postgres-'));
  if (owner.uid !== undefined) await chown(folder, owner.uid, owner.gid);
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const programs = await findPostgres(join(folder, 'programs'));
    if ('reason' in programs) {
      await remove();
      return programs;
    }
    const data = join(folder, 'data');
    const common = { ...owner, cwd: folder, env: { LC_ALL: 'C', PATH: readSearchPath() } };
    const { stdout } = await run(programs.postgres, ['--version'], common);
    const initdbOptions = [
      '-D',
      data,
      '-U',
      'postgres',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale=C',
      '--no-sync',
    ];
    await run(programs.initdb, initdbOptions, common);
    const settings = isDurable ? DURABLE : FAST;
    const server = spawn(
      programs.postgres,
      ['-D', data, '-k', folder, '-h', '', ...settings.flatMap((setting) => ['-c', setting])],
      { ...common, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const kill = () => server.kill('SIGKILL');
    process.once('exit', kill);
    await ready(server);
    return {
      url: (database = 'postgres') =>
        `postgres://postgres@localhost/${database}?host=${encodeURIComponent(folder)}`,
      version: stdout.match(/\d+(\.\d+)*/)?.[0] ?? 'unknown',
      origin: programs.origin,
      close: async () => {
        process.off('exit', kill);
        await stop(server);
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

const NOBODY = 65_534;
const run = promisify(execFile);
const COMMON = ['max_connections=60', 'shared_buffers=64MB', 'log_min_messages=log'];
const DURABLE = [...COMMON, 'fsync=on'];
const FAST = [...COMMON, 'fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/** Resolves when the server says that it takes connections. */
function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const lines: string[] = [];
    if (!server.stderr) throw new TypeError('The server was started without its output.');
    const output = createInterface({ input: server.stderr });
    output.on('line', (line) => {
      if (lines.length < 20) lines.push(line);
      if (line.includes('ready to accept connections')) resolve();
    });
    server.once('error', reject);
    server.once('exit', (code) => {
      reject(new Error(`PostgreSQL ended (${code}) before it took connections:\n${lines.join('\n')}`));
    });
  });
}

/** SIGINT: the server breaks off what is under way and ends in order. */
async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGINT');
  await ended;
}
