import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClerkClient } from '@clerk/backend';
import { expect, onTestFinished, test } from 'vitest';
import { answerInTime, explainBackendError } from './clerk-refusal.ts';
import { TokenError } from './errors.ts';

/** A Backend API that gives every request the same answer, or none, through the real client of the SDK. */
async function clientOf(status: number | 'silence') {
  const server = createServer((_request, response) => {
    if (status === 'silence') return;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ errors: [{ code: 'some_code', message: 'why' }] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // A server that listens on a port has this kind of address.
  const { port } = server.address() as AddressInfo;
  const apiUrl = `http://127.0.0.1:${port}`;
  return {
    apiUrl,
    client: createClerkClient({ secretKey: 'sk_test_x', apiUrl, telemetry: { disabled: true } }),
  };
}

test.each([
  { status: 401, code: 'clerk_refused', says: /secret key/ },
  { status: 404, code: 'unknown_user', says: /no such user/ },
  { status: 422, code: 'clerk_refused', says: /answers 422: why \(some_code\)/ },
  { status: 429, code: 'clerk_unavailable', says: /answers 429.*again/ },
  { status: 500, code: 'clerk_unavailable', says: /answers 500/ },
  { status: 503, code: 'clerk_unavailable', says: /answers 503/ },
  { status: 'silence', code: 'clerk_unreachable', says: /does not answer/ },
] as const)('$status of the Backend API is $code', async ({ status, code, says }) => {
  const { client, apiUrl } = await clientOf(status);
  const error = await answerInTime(client.users.getUser('user_1'), status === 'silence' ? 50 : 15_000).catch(
    (thrown: unknown) => thrown,
  );
  const address = { isLocal: false, apiUrl, frontendApiUrl: 'https://clerk.acme.example' };
  const explained = explainBackendError(
    error,
    address,
    new TokenError('unknown_user', 'There is no such user.'),
  );
  expect(explained).toMatchObject({ name: 'TokenError', code });
  expect(String(explained)).toMatch(says);
});
