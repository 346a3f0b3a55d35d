import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createAsk } from './ask-clerk.ts';
import { createClerkListing } from './clerk-listing.ts';

/** A Backend API that gives every request the same answer, or none, through the real client of the SDK. */
async function listingFrom(status: number | 'silence') {
  const server = createServer((_request, response) => {
    if (status === 'silence') return;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ errors: [{ code: 'x', message: 'x' }] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // A server that listens on a port has this kind of address.
  const { port } = server.address() as AddressInfo;
  const statuses: (number | undefined)[] = [];
  const ask = createAsk({
    requestsPerSecond: 1_000,
    answerWithinMs: status === 'silence' ? 20 : 30_000,
    wait: async () => {},
    onRetry: (retry) => statuses.push(retry.status),
  });
  const keys = { secretKey: 'sk_test_x', apiUrl: `http://127.0.0.1:${port}` };
  return { listing: createClerkListing(keys, ask), statuses };
}

const PAGE = { offset: 0, limit: 10 };

test.each([
  { status: 401, code: 'clerk_refused', retries: 0 },
  { status: 404, code: 'clerk_refused', retries: 0 },
  { status: 429, code: 'clerk_unavailable', retries: 7 },
  { status: 500, code: 'clerk_unavailable', retries: 7 },
  { status: 503, code: 'clerk_unavailable', retries: 7 },
  { status: 'silence', code: 'clerk_unavailable', retries: 7 },
] as const)(
  '$status, for each list: $code, after $retries repetitions',
  async ({ status, code, retries }) => {
    for (const list of ['users', 'organizations'] as const) {
      const { listing, statuses } = await listingFrom(status);
      await expect(listing[list](PAGE)).rejects.toMatchObject({ name: 'DirectoryError', code });
      expect(statuses).toEqual(Array(retries).fill(status === 'silence' ? undefined : status));
    }
  },
);

test('an organization that is gone meanwhile has no members', async () => {
  const { listing } = await listingFrom(404);
  expect(await listing.members('org_gone', PAGE)).toEqual({ objects: [], total: 0 });
});
