import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { withoutClerk } from '@repo/stack/app-environment';
import { nextBinary, ROOT } from '@repo/stack/repository';

/** The app that is measured. It is no package of the workspace, so `pnpm build` does not know it. */
export const APP_DIRECTORY = join(ROOT, 'bench/auth-app');

/** Part of the names in the build. No process listens there: each has its own port, and requests name this one. */
export const NAMED_PORT = 3000;

/**
 * Builds the app, always: what is measured must be the code as it is.
 *
 * @throws {Error} When it does not build; Next has said why on stderr.
 */
export async function buildApp(): Promise<void> {
  const env = {
    ...withoutClerk(process.env),
    NODE_ENV: 'production' as const,
    NEXT_TELEMETRY_DISABLED: '1',
    SSO_LOCAL_CLERK: '1',
    SSO_LOCAL_PORT: String(NAMED_PORT),
  };
  const child = spawn(process.execPath, [nextBinary(APP_DIRECTORY), 'build'], {
    cwd: APP_DIRECTORY,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const [exitCode] = await once(child, 'close');
  if (exitCode !== 0) throw new Error(`bench/auth-app does not build.\n${output}`);
}
