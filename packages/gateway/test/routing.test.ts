import { describe, expect, test } from 'vitest';
import { gatewayOn, hasIpv6, route, say, target } from './fixtures.ts';
import { ask } from './http-client.ts';

describe('routing', () => {
  test('each host reaches its own target and no other', async () => {
    const port = await gatewayOn([
      route('docs', await target(say('docs'))),
      route('portal', await target(say('portal'))),
    ]);

    expect((await ask(port, `docs.acme.localhost:${port}`)).body).toBe('docs');
    expect((await ask(port, `portal.acme.localhost:${port}`)).body).toBe('portal');
    expect((await ask(port, `PORTAL.acme.localhost:${port}`)).body).toBe('portal');
  });

  test.each([
    { name: 'an unregistered sibling', host: 'evil.acme.localhost' },
    { name: 'a lookalike suffix', host: 'docs.acme.localhost.evil.test' },
    { name: 'a deeper subdomain', host: 'x.docs.acme.localhost' },
    { name: 'a trailing dot', host: 'docs.acme.localhost.' },
    { name: 'another name of this machine', host: 'rebound.evil.test' },
    { name: 'userinfo', host: 'docs.acme.localhost@evil.test' },
  ])('$name gets a list of the hosts that exist, and is never proxied', async ({ host }) => {
    const seen: string[] = [];
    const listening = await target((message, response) => {
      seen.push(message.headers.host ?? '');
      response.end();
    });
    const port = await gatewayOn([route('docs', listening)]);

    const answer = await ask(port, host, { headers: { accept: 'text/html' } });

    expect(answer.status).toBe(421);
    expect(answer.body).toContain(`href="http://docs.acme.localhost:${port}/"`);
    expect(seen).toEqual([]);
  });

  test('a hostile host name is shown as text', async () => {
    const port = await gatewayOn([]);
    const { body } = await ask(port, '<img src=x>', { headers: { accept: 'text/html' } });
    expect(body).toContain('&lt;img src=x&gt;');
    expect(body).not.toContain('<img');
  });

  test('the root domain shows the index page at / and nothing elsewhere', async () => {
    const port = await gatewayOn([]);
    expect(await ask(port, 'acme.localhost')).toMatchObject({ status: 200, body: '<h1>index</h1>' });
    expect(await ask(port, 'acme.localhost', { path: '/elsewhere' })).toMatchObject({ status: 404 });
  });

  test.each(['localhost', '127.0.0.1', '[::1]'])('%s leads to the root domain', async (host) => {
    const port = await gatewayOn([]);
    const { status, headers } = await ask(port, `${host}:${port}`);
    expect({ status, location: headers.location }).toEqual({
      status: 302,
      location: `http://acme.localhost:${port}/`,
    });
  });

  test('both loopback addresses answer where the machine has both', async ({ skip }) => {
    if (!(await hasIpv6())) skip('this machine has no ::1');
    const port = await gatewayOn([route('docs', await target(say('docs')))]);
    expect((await ask(port, 'docs.acme.localhost', { address: '::1' })).body).toBe('docs');
  });
});
