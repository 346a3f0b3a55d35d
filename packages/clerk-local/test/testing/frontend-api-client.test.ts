import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FrontendApiClient } from 'clerk-local/frontend-api-client';
import { expect, onTestFinished, test } from 'vitest';

/** A server that gives every request the same answer and records what it received. */
async function startRecorder(contentType: string, body: string) {
  const received: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    received.push(request);
    response.writeHead(200, { 'content-type': contentType }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  // A TCP server that listens has an address with a port.
  const { port } = server.address() as AddressInfo;
  const client = new FrontendApiClient({
    frontendApiUrl: `http://127.0.0.1:${port}/__clerk`,
    origin: 'http://app.acme.test',
  });
  return { client, received };
}

test('calls name the version and the origin, and keep the path prefix of a proxy', async () => {
  const { client, received } = await startRecorder('application/json', '{}');
  await client.get('/v1/client');
  expect([received[0]?.url, received[0]?.headers.origin, received[0]?.headers.cookie]).toEqual([
    '/__clerk/v1/client?__clerk_api_version=2026-05-12',
    'http://app.acme.test',
    undefined,
  ]);
});

test('on a development instance every later call carries the browser token in the query', async () => {
  const { client, received } = await startRecorder('application/json', '{"id":"dvb_1"}');
  await client.createDevBrowser();
  await client.post('/v1/client/sign_ins');
  const queries = received.map(({ url = '' }) => new URL(url, 'http://x').searchParams.get('__clerk_db_jwt'));
  expect(queries).toEqual([null, 'dvb_1']);
});

test.each([
  { name: 'not JSON', contentType: 'text/html', body: '<p>Welcome</p>', code: 'frontend_api_unreachable' },
  { name: 'broken JSON', contentType: 'application/json', body: '{', code: 'frontend_api_unreachable' },
  {
    name: 'JSON of another shape',
    contentType: 'application/json',
    body: '{"object":"token"}',
    code: 'frontend_api_refused',
  },
])('$name is not a response of Clerk: $code', async ({ contentType, body, code }) => {
  const { client } = await startRecorder(contentType, body);
  await expect(client.createDevBrowser()).rejects.toMatchObject({ code, status: 200 });
});
