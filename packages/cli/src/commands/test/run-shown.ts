import { spawn } from 'node:child_process';
import { endProcessTree } from '@repo/stack/process-tree';
import { ROOT, rootBinary } from '@repo/stack/repository';

/** How long turbo, Playwright, browsers and apps may take to end by themselves after a stop signal. */
const GRACE_MS = 5000;

/**
 * Runs one command at the root with its output shown, and kept.
 *
 * @param stop Aborts when this program is to end: the command and every process below it is ended, whatever its group.
 * @returns Exit code (1 when a signal ended it) and everything the command wrote.
 * @throws The reason of `stop`, once the command and everything below it has ended.
 */
export async function runShown({
  binary,
  args,
  env,
  stop,
}: {
  readonly binary: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly stop: AbortSignal;
}): Promise<{ exitCode: number; output: string }> {
  stop.throwIfAborted();
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
  let ending: Promise<void> | undefined;
  const end = () => {
    ending ??= child.pid === undefined ? Promise.resolve() : endProcessTree(child.pid, GRACE_MS);
  };
  stop.addEventListener('abort', end, { once: true });
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
  stop.removeEventListener('abort', end);
  await ending;
  stop.throwIfAborted();
  return { exitCode, output: Buffer.concat(chunks).toString('utf8') };
}
