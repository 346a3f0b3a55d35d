import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { type AnsweringClerk, hasClerkAnswered } from './has-clerk-answered.ts';

/** A Frontend API that answers everything with one status, and the paths it was asked for. */
async function startFrontendApi(status: number): Promise<{ proxyUrl: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  // A server that listens on a port has this kind of address.
  const { port } = server.address() as AddressInfo;
  return { proxyUrl: `http://127.0.0.1:${port}`, asked };
}

function clerk(parts: Partial<Record<keyof AnsweringClerk, unknown>>): AnsweringClerk {
  // Only what is looked at: a client has dozens of other members.
  return {
    status: 'ready',
    client: {},
    frontendApi: 'clerk.acme.example',
    proxyUrl: '',
    ...parts,
  } as AnsweringClerk;
}

test.each(['loading', 'degraded', 'error'])(
  'a clerk-js that is %s has heard nothing, and is not asked',
  async (status) => {
    const { proxyUrl, asked } = await startFrontendApi(200);
    expect(await hasClerkAnswered(clerk({ status, client: { id: 'client_1' }, proxyUrl }))).toBe(false);
    expect(asked).toEqual([]);
  },
);

test('a client with an id came from an answer, so no further call is made', async () => {
  const { proxyUrl, asked } = await startFrontendApi(200);
  expect(await hasClerkAnswered(clerk({ client: { id: 'client_1' }, proxyUrl }))).toBe(true);
  expect(asked).toEqual([]);
});

test.each([
  { status: 200, isAnswer: true },
  { status: 401, isAnswer: true },
  { status: 429, isAnswer: false },
  { status: 500, isAnswer: false },
  { status: 502, isAnswer: false },
])('without a client, $status is an answer of Clerk: $isAnswer', async ({ status, isAnswer }) => {
  const { proxyUrl, asked } = await startFrontendApi(status);
  expect(await hasClerkAnswered(clerk({ proxyUrl }))).toBe(isAnswer);
  expect(asked).toEqual(['/v1/environment']);
});

test('without a client and without an answer, Clerk has not answered', async () => {
  expect(await hasClerkAnswered(clerk({ proxyUrl: 'http://127.0.0.1:1' }))).toBe(false);
});
