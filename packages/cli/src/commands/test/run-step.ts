import { spawn } from 'node:child_process';
import { ROOT, rootBinary } from '@repo/stack/repository';

/**
 * Runs one command at the root with its output shown, and kept.
 *
 * @returns Exit code (1 when a signal ended it) and everything it wrote.
 */
export function runShown(
  [binary, ...args]: readonly [string, ...string[]],
  env: NodeJS.ProcessEnv,
): Promise<{ exitCode: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(rootBinary(binary), args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    for (const [from, to] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ] as const) {
      from.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        to.write(chunk);
      });
    }
    child.once('error', reject);
    child.once('close', (code) =>
      resolve({ exitCode: code ?? 1, output: Buffer.concat(chunks).toString('utf8') }),
    );
  });
}
