import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeLargeRepository } from './large-repository.ts';

/** One examination of a large repository. */
export interface Run {
  /** Reading, checking and history; without the start of Node.js. */
  readonly ms: number;
  /** The most that the process had at any time, its loader included. */
  readonly residentBytes: number;
  readonly findings: number;
}

export interface Speed {
  readonly files: number;
  readonly runs: readonly Run[];
}

/** Examines one large repository, each time in a process of its own. */
export async function measureSpeed(rounds: number): Promise<Speed> {
  const root = await mkdtemp(join(tmpdir(), 'bench-doctor-large-'));
  try {
    const files = makeLargeRepository(root);
    const runs: Run[] = [];
    for (let round = 0; round < rounds; round += 1) runs.push(await examineOnce(root));
    return { files, runs };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

function examineOnce(root: string): Promise<Run> {
  const child = fork(fileURLToPath(new URL('./examine-main.ts', import.meta.url)), [root], {
    execArgv: ['--import', 'tsx'],
  });
  return new Promise((resolve, reject) => {
    child.once('message', (run: Run) => resolve(run));
    child.once('exit', (code) =>
      reject(new Error(`The examination ended with ${code} and reported nothing`)),
    );
  });
}
