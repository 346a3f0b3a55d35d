import { expect, test } from 'vitest';
import { buildIndexPage } from './index-page.ts';

const docs = { title: 'Docs', url: 'http://docs.acme.localhost:3000/', state: 'ready' } as const;

test('running apps are links; those left out are named without one', () => {
  const html = buildIndexPage({
    heading: 'Apps',
    apps: [docs, { title: 'Portal', url: 'http://portal.acme.localhost:3000/', state: 'left out' }],
    accounts: [],
    inboxUrl: null,
  });
  expect(html).toContain('href="http://docs.acme.localhost:3000/"');
  expect(html).toContain('portal.acme.localhost:3000');
  expect(html).not.toContain('href="http://portal.acme.localhost:3000/"');
});

test('with a hosted Clerk there are no accounts and no inbox', () => {
  const html = buildIndexPage({ heading: 'Apps', apps: [docs], accounts: [], inboxUrl: null });
  expect(html).not.toMatch(/password|inbox/i);
});

test('accounts and inbox of the local Clerk are shown, as text', () => {
  const html = buildIndexPage({
    heading: 'Apps',
    apps: [docs],
    accounts: [{ emailAddress: 'ada@acme.test', password: '<b>&"' }],
    inboxUrl: 'http://clerk.acme.localhost:3000/inbox',
  });
  expect(html).toContain('ada@acme.test');
  expect(html).toContain('&lt;b>&amp;&quot;');
  expect(html).toContain('href="http://clerk.acme.localhost:3000/inbox"');
});
