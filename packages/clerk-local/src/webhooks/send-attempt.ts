import * as http from 'node:http';
import * as https from 'node:https';
import { isLoopbackName } from './endpoints.ts';

/** Time limit of one attempt. @source Svix and Clerk documentation: an endpoint answers within 15 seconds. */
const ATTEMPT_TIMEOUT_MS = 15_000;
const KEPT_ANSWER_BYTES = 500;

export interface OutgoingMessage {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** Ends the attempt without a result. */
  signal: AbortSignal;
  /** Milliseconds, default 15,000. */
  timeoutMs?: number;
}

/** `status` null: no response; `detail` is the reason. */
export interface AttemptResult {
  status: number | null;
  detail: string;
}

/**
 * Posts one message once. Redirects are not followed: the event would reach an address that is not configured.
 *
 * @returns `aborted` when `signal` ended it.
 */
export async function sendAttempt(message: OutgoingMessage): Promise<AttemptResult | 'aborted'> {
  const { signal, timeoutMs = ATTEMPT_TIMEOUT_MS } = message;
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    return await post(message, AbortSignal.any([signal, timeout]));
  } catch (error) {
    if (signal.aborted) return 'aborted';
    if (timeout.aborted) return { status: null, detail: `No answer within ${timeoutMs} ms.` };
    return {
      status: null,
      detail: error instanceof Error ? error.message || error.name : 'The connection failed.',
    };
  }
}

function post({ url, headers, body }: OutgoingMessage, signal: AbortSignal): Promise<AttemptResult> {
  const { protocol, hostname } = new URL(url);
  const options: http.RequestOptions = {
    method: 'POST',
    headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
    signal,
    // A connection of its own, so that none stays open that close() would have to wait for.
    agent: false,
    ...(isLoopbackName(hostname) && hostname.endsWith('localhost') ? { lookup: lookupLoopback } : {}),
  };
  return new Promise((resolve, reject) => {
    const request = (protocol === 'https:' ? https : http).request(url, options, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        if (text.length < KEPT_ANSWER_BYTES) text = (text + chunk).slice(0, KEPT_ANSWER_BYTES);
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, detail: text }));
      answer.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Not every system's resolver knows `*.localhost`; browsers do. */
const lookupLoopback: NonNullable<http.RequestOptions['lookup']> = (_hostname, { all }, callback) => {
  if (all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
};
