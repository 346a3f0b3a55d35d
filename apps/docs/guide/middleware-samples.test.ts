import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { matcher } from '@subdomain-sso/auth/proxy';
import { expect, test } from 'vitest';
import { findPage } from '../content/read-page.ts';

const repository = join(import.meta.dirname, '../../..');
const proxyOf = (folder: string) => readFileSync(join(repository, folder, 'proxy.ts'), 'utf8');
const [pattern = ''] = matcher;

test.each([
  { name: 'without /api', source: pattern, folder: 'apps/platform' },
  { name: 'with /api', source: pattern.replace('api/|', ''), folder: 'e2e/own-code' },
])('the matcher $name is that of an app that is built and tried', ({ source, folder }) => {
  const line = `export const config = { matcher: ['${source.replaceAll('\\', '\\\\')}'] };`;
  expect(findPage('your-own-middleware')?.body).toContain(line);
  expect(proxyOf(folder)).toContain(line);
});
