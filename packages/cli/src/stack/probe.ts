import { request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 100;

/** Resolves once something accepts connections on a port of 127.0.0.1. Rejects when `signal` aborts first. */
export async function waitUntilListening(port: number, signal: AbortSignal): Promise<void> {
  while (!(await accepts(port))) await delay(POLL_MS, undefined, { signal });
}

/**
 * Asks for a document as a browser would, without following redirects.
 *
 * @param host `host[:port]` to name in the request.
 * @returns The status.
 */
export function requestDocument(options: {
  port: number;
  host: string;
  path: string;
  signal: AbortSignal;
}): Promise<number> {
  const { port, host, path, signal } = options;
  return new Promise((resolve, reject) => {
    const headers = { host, accept: 'text/html', 'sec-fetch-dest': 'document' };
    const sent = request({ host: '127.0.0.1', port, path, headers, signal, agent: false }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode ?? 0));
      answer.once('error', reject);
    });
    sent.once('error', reject);
    sent.end();
  });
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
