import { expect, test } from 'vitest';
import { acme } from '../acme.fixture.ts';
import { suiteApps } from './suite-apps.ts';

const names = (pages: readonly { readonly app: string }[]) => pages.map(({ app }) => app);

test('apps are sorted by who may read their page', () => {
  const apps = suiteApps(acme, { pages: { 'web-shop': '/cart' } });
  expect(names(apps.open)).toEqual(['account', 'web-shop', 'docs']);
  expect(apps.protected.map(({ app, path }) => app + path)).toEqual(['web-shop/cart']);
  expect(apps.staff).toEqual([
    {
      app: 'handbook',
      path: '/',
      opensFor: 'staff',
      isPublic: false,
      staffSlug: 'acme',
      noAccessPath: '/no',
    },
  ]);
  expect(names(apps.pages.filter(({ isPublic }) => isPublic))).toEqual(['docs']);
});

test('an API is tested at its home page unless the options say otherwise, an app with pages only where they name a path', () => {
  expect(suiteApps(acme, {}).endpoints).toEqual([
    { app: 'api', path: '/', callers: ['web-shop'], foreign: ['account', 'docs', 'handbook'] },
  ]);
  expect(suiteApps(acme, { endpoints: { api: '/v1', 'web-shop': '/api/me' } }).endpoints).toEqual([
    { app: 'web-shop', path: '/api/me', callers: ['docs'], foreign: ['account', 'handbook'] },
    { app: 'api', path: '/v1', callers: ['web-shop'], foreign: ['account', 'docs', 'handbook'] },
  ]);
});
