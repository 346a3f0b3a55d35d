import { describe, expect, test } from 'vitest';
import { READY_PATH } from '../src/index.ts';
import { closedTarget, gatewayOn, route, say, target } from './fixtures.ts';
import { ask } from './http-client.ts';

describe('a target that does not answer', () => {
  test('a document gets a page that looks again by itself', async () => {
    const port = await gatewayOn([route('docs', await closedTarget())]);
    const { status, headers, body } = await ask(port, 'docs.acme.localhost', {
      headers: { accept: 'text/html' },
    });
    expect({ status, retryAfter: headers['retry-after'] }).toEqual({ status: 503, retryAfter: '1' });
    expect(body).toContain('<meta http-equiv="refresh" content="1">');
    expect(body).toContain('docs is starting');
  });

  test.each([
    { name: 'a fetch', headers: { accept: '*/*' } },
    { name: 'a script', headers: { accept: 'text/html', 'sec-fetch-dest': 'script' } },
  ])('$name gets problem details', async ({ headers }) => {
    const port = await gatewayOn([route('docs', await closedTarget())]);
    const answer = await ask(port, 'docs.acme.localhost', { headers });
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(JSON.parse(answer.body)).toEqual({ type: 'about:blank', title: 'docs is starting', status: 503 });
  });

  test('a known failure is said instead of waiting for ever', async () => {
    const failed = { ...route('docs', await closedTarget()), failure: () => 'docs stopped (exit code 1).' };
    const port = await gatewayOn([failed]);
    const { status, body } = await ask(port, 'docs.acme.localhost', { headers: { accept: 'text/html' } });
    expect(status).toBe(502);
    expect(body).toContain('docs stopped (exit code 1).');
    expect(body).not.toContain('http-equiv="refresh"');
  });

  test('a target that hangs up without an answer is a 502', async () => {
    const listening = await target((message) => void message.socket.destroy());
    const port = await gatewayOn([route('docs', listening)]);
    expect((await ask(port, 'docs.acme.localhost')).status).toBe(502);
  });

  test('readiness names the hosts that are still missing, until there are none', async () => {
    const up = route('docs', await target(say('docs')));
    const down = route('portal', await closedTarget());

    const partly = await ask(await gatewayOn([up, down]), '127.0.0.1', { path: READY_PATH });
    expect({ status: partly.status, body: JSON.parse(partly.body) }).toEqual({
      status: 503,
      body: { pending: ['portal.acme.localhost'] },
    });
    const wholly = await ask(await gatewayOn([up]), '127.0.0.1', { path: READY_PATH });
    expect({ status: wholly.status, body: JSON.parse(wholly.body) }).toEqual({
      status: 200,
      body: { pending: [] },
    });
  });
});
