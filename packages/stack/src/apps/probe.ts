import { request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 100;

/** Where a program listens. */
interface Listener {
  /** A name or address of this machine. */
  readonly hostname: string;
  readonly port: number;
}

/** Resolves once something accepts connections. Rejects when `signal` aborts first. */
export async function waitUntilListening({
  signal,
  ...listener
}: Listener & { signal: AbortSignal }): Promise<void> {
  while (!(await accepts(listener))) await delay(POLL_MS, undefined, { signal });
}

/**
 * Asks for a document as a browser would, without following redirects.
 *
 * @param host `host[:port]` to name in the request.
 * @returns The status.
 */
export function requestDocument(
  options: Listener & { host: string; path: string; signal: AbortSignal },
): Promise<number> {
  const { hostname, port, host, path, signal } = options;
  return new Promise((resolve, reject) => {
    const headers = { host, accept: 'text/html', 'sec-fetch-dest': 'document' };
    const sent = request({ hostname, port, path, headers, signal, agent: false }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode ?? 0));
      answer.once('error', reject);
    });
    sent.once('error', reject);
    sent.end();
  });
}

function accepts({ hostname, port }: Listener): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
