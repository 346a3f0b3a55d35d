import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'svix';
import { expect, onTestFinished, test } from 'vitest';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';
import { createBackend } from '../fixtures/start-with-backend.ts';

/** A route as many guides write it: svix by hand, the raw body, 400 for a wrong signature. */
function routeBySvix(secret: () => string) {
  const types: string[] = [];
  const POST = async (request: Request): Promise<Response> => {
    const payload = await request.text();
    const headers = {
      'svix-id': request.headers.get('svix-id') ?? '',
      'svix-timestamp': request.headers.get('svix-timestamp') ?? '',
      'svix-signature': request.headers.get('svix-signature') ?? '',
    };
    try {
      // verify() returns what was signed; its shape is Clerk's.
      const event = new Webhook(secret()).verify(payload, headers) as { type: string };
      types.push(event.type);
      return new Response('', { status: 200 });
    } catch {
      return new Response('Invalid signature', { status: 400 });
    }
  };
  return { POST, types };
}

async function serve(
  POST: (request: Request) => Promise<Response>,
): Promise<{ url: string; statuses: number[] }> {
  const statuses: number[] = [];
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]);
    const answer = await POST(
      new Request('http://portal.acme.localhost/', { method: 'POST', headers, body }),
    );
    statuses.push(answer.status);
    response.writeHead(answer.status).end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  // The address of a TCP server is not the name of a pipe.
  const { port } = server.address() as AddressInfo;
  return { url: `http://portal.acme.localhost:${port}/api/webhooks/clerk`, statuses };
}

test.each([
  { name: 'with the secret of the endpoint: 200', isRight: true, statuses: [200], types: ['user.created'] },
  { name: 'with another secret: 400', isRight: false, statuses: [400], types: [] },
])('a route that verifies with svix, $name', async ({ isRight, statuses, types }) => {
  const secret = { value: '' };
  const route = routeBySvix(() => secret.value);
  const served = await serve(route.POST);
  const clerk = await startTestClerk({ webhooks: [{ url: served.url }] });
  secret.value = isRight ? clerk.webhookSecret : 'whsec_YW5vdGhlciBzZWNyZXQ=';
  await createBackend(clerk).users.createUser({ emailAddress: ['nora@acme.test'] });
  await expect.poll(() => served.statuses).toEqual(statuses);
  expect(route.types).toEqual(types);
});
