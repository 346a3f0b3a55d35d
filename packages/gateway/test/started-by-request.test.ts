import { expect, test } from 'vitest';
import { READY_PATH } from '../src/index.ts';
import { closedTarget, echoSocket, gatewayOn, route, say, target, upgrade } from './fixtures.ts';
import { ask } from './http-client.ts';

test('a host that is started by its first request never keeps the gateway from being ready', async () => {
  const lazy = { ...route('docs', await closedTarget()), start: () => Promise.resolve() };
  const port = await gatewayOn([lazy, route('account', await target(say('here')))]);
  const { status, body } = await ask(port, 'localhost', { path: READY_PATH });
  expect({ status, body: JSON.parse(body) }).toEqual({ status: 200, body: { pending: [] } });
});

test('a request waits for its host to start, and requests to other hosts start nothing', async () => {
  const events: string[] = [];
  const answer = await target((_, response) => {
    events.push('asked');
    response.end('here');
  });
  const start = async () => {
    events.push('start');
    await new Promise(setImmediate);
    events.push('started');
  };
  const port = await gatewayOn([
    { ...route('docs', answer), start },
    route('account', await target(say('another'))),
  ]);
  expect((await ask(port, 'account.acme.localhost')).body).toBe('another');
  expect(events).toEqual([]);
  expect((await ask(port, 'docs.acme.localhost')).body).toBe('here');
  expect(events).toEqual(['start', 'started', 'asked']);
});

test('a host that does not start says why', async () => {
  const failed = {
    ...route('docs', await closedTarget()),
    start: () => Promise.resolve(),
    failure: () => 'It stopped with exit code 1.',
  };
  const port = await gatewayOn([failed]);
  expect(await ask(port, 'docs.acme.localhost')).toMatchObject({ status: 502 });
});

test('a WebSocket waits for its host to start', async () => {
  const events: string[] = [];
  const origin = await echoSocket(() => events.push('upgraded'));
  const start = async () => {
    await new Promise(setImmediate);
    events.push('started');
  };
  const port = await gatewayOn([{ ...route('docs', origin), start }]);
  expect((await upgrade(port)).status).toBe(101);
  expect(events).toEqual(['started', 'upgraded']);
});
