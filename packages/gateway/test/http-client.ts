import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** One request to the gateway by address, with a Host of choice: fetch() does not let a caller write that header. */
export function ask(
  port: number,
  host: string,
  options: {
    path?: string;
    method?: string;
    headers?: OutgoingHttpHeaders;
    body?: string | Buffer;
    address?: string;
  } = {},
): Promise<Answer> {
  const { path = '/', method = 'GET', headers = {}, body, address = '127.0.0.1' } = options;
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: address, port, path, method, headers: { host, ...headers }, agent: false },
      (answer) => {
        text(answer).then(
          (received) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: received }),
          reject,
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
