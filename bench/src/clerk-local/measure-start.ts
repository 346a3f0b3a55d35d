import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from '@repo/stack/repository';
import getPort from 'get-port';

/** The command as it is published. */
const COMMAND = join(ROOT, 'packages/clerk-local/dist/cli.js');

/**
 * Starts the built command once, in memory: the Clerk with new keys, the gateway, the default seed.
 *
 * @returns Milliseconds from the start of the process until it says that it is ready, and it does answer then.
 * @throws {Error} It ended instead, with what it wrote, or does not answer.
 */
export async function measureStart(): Promise<number> {
  const port = await getPort();
  const startMs = performance.now();
  const child = spawn(process.execPath, [COMMAND, '--app', 'web=3000', '--port', String(port)], {
    // As in a user's shell: this process may be a test or a production server.
    env: { PATH: process.env.PATH, NODE_ENV: 'development' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  try {
    await sayReady(child.stdout, child.stderr, ended);
    const elapsedMs = performance.now() - startMs;
    const answer = await fetch(`http://127.0.0.1:${port + 1}/v1/environment`);
    if (!answer.ok) throw new Error(`The Clerk is ready and responds ${answer.status}.`);
    return elapsedMs;
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

function sayReady(
  stdout: NodeJS.ReadableStream,
  stderr: NodeJS.ReadableStream,
  ended: Promise<unknown>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    for (const stream of [stdout, stderr]) {
      stream.on('data', (chunk) => {
        output += chunk;
        if (output.includes('clerk-local is ready')) resolve();
      });
    }
    void ended.then(() => reject(new Error(`clerk-local did not start.\n${output}`)));
  });
}
