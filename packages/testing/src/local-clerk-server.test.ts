import { expect, test } from 'vitest';
import { acme } from './acme.fixture.ts';
import { localClerkServer } from './local-clerk-server.ts';

test('the command names every app that has a port by its subdomain, and the file with the variables', () => {
  const { command, url } = localClerkServer(acme, { ports: { account: 3000, 'web-shop': 3001 } });
  expect(command).toBe(
    'npx clerk-local --domain "acme.localhost" --port "4000" --primary "account" --app "account=3000" --app "shop=3001" --write-env ".env.local"',
  );
  expect(url).toBe('http://127.0.0.1:4001/inbox.json');
});

test('pages, seed and files are passed on; a page on another host is not', () => {
  const sso = { ...acme, signInUrl: '/login', signUpUrl: 'https://accounts.acme.example/sign-up' };
  const options = {
    ports: { account: 3000 },
    port: 4700,
    seed: 'my seed.yaml',
    envFiles: ['a/.env', 'b/.env'],
  };
  const { command } = localClerkServer(sso, options);
  expect(command).toContain(
    '--sign-in "/login" --seed "my seed.yaml" --write-env "a/.env" --write-env "b/.env"',
  );
  expect(command).not.toContain('accounts.acme.example');
});
