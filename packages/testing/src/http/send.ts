import { type IncomingHttpHeaders, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';

/** What a server responds to one request; redirects are not followed. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The headers with which a browser opens a page. */
export const NAVIGATION = {
  'sec-fetch-dest': 'document',
  'sec-fetch-mode': 'navigate',
  accept: 'text/html',
} as const;

/**
 * Sends one GET request without a browser: no cookie but those given, and no redirect is followed.
 *
 * @param url Absolute. Names under `.localhost` lead to this machine, also where the system does not know them.
 */
export function send(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const target = new URL(url);
  const request = target.protocol === 'https:' ? requestHttps : requestHttp;
  const isLocal = target.hostname.endsWith('.localhost');
  return new Promise((resolve, reject) => {
    const call = request(target, { headers, ...(isLocal && { lookup: lookUpLoopback }) }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    call.on('error', reject);
    call.end();
  });
}

const lookUpLoopback: LookupFunction = (_host, { all }, callback) => {
  if (all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
};
