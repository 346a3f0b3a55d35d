import { expect, test } from '../../fixtures/http-test.ts';
import { rawRequest } from '../../fixtures/raw-request.ts';

test('the docs app serves the auth package as a shadcn registry item, to everybody and without a cookie', async () => {
  const { status, headers, body } = await rawRequest('docs', { path: '/r/auth.json' });
  expect([status, headers['set-cookie']]).toEqual([200, undefined]);
  expect(headers['content-type']).toContain('application/json');
  const item: { name: string; files: { target: string }[] } = JSON.parse(body);
  expect(item.name).toBe('auth');
  expect(item.files.map(({ target }) => target)).toContain('src/lib/auth/proxy/decide.ts');
});
