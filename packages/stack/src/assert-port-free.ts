import { execFile } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { promisify } from 'node:util';
import { StackError } from './errors.ts';

const LOOPBACK = ['127.0.0.1', '::1'] as const;

/**
 * Makes sure that a port is free before anything is started.
 *
 * @param command What the message says to repeat on another port.
 * @throws {StackError} `port_in_use`: names the port, the program that holds it where the system says, and the way out.
 */
export async function assertPortFree(port: number, command = 'pnpm dev'): Promise<void> {
  const busy = await Promise.all(LOOPBACK.map((host) => isBusy(port, host)));
  if (busy.includes(true))
    throw new StackError('port_in_use', portMessage(port, { holder: await findHolder(port), command }));
}

/**
 * @param holder 'node, process 1234'; undefined when the system does not say.
 * @param command What to repeat on another port: 'pnpm dev'.
 */
export function portMessage(
  port: number,
  { holder, command }: { holder: string | undefined; command: string },
): string {
  const alternative = port >= 4000 && port <= 4001 ? 5000 : 4000;
  return `Port ${port} is already in use${holder ? ` (${holder})` : ''}.
Stop that program, or start on another port: SSO_LOCAL_PORT=${alternative} ${command}`;
}

/**
 * Reads the output of `lsof -Fpc`: one field per line, `p` and the process id, `c` and the command.
 *
 * @returns 'node, process 1234', the first process named; undefined for anything else.
 */
export function parseHolder(fields: string): string | undefined {
  const pid = /^p(\d+)$/m.exec(fields)?.[1];
  const command = /^c(.+)$/m.exec(fields)?.[1];
  return pid && command ? `${command}, process ${pid}` : undefined;
}

async function isBusy(port: number, host: string): Promise<boolean> {
  // Some systems let a second program listen beside a wildcard listener, so connecting is tried as well.
  return (await answers(port, host)) || (await hasListener(port, host));
}

function answers(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function hasListener(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    // A machine without IPv6 cannot bind ::1 at all; that port counts as free.
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EADDRINUSE'));
    server.listen({ port, host }, () => server.close(() => resolve(false)));
  });
}

async function findHolder(port: number): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'], {
      timeout: 3000,
    });
    return parseHolder(stdout);
  } catch {
    // lsof is absent, or may not see processes of other users. The message names no program then.
    return undefined;
  }
}
