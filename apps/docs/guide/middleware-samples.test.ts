import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MATCHERS } from './middleware-samples.ts';

const repository = join(import.meta.dirname, '../../..');
const proxyOf = (folder: string) => readFileSync(join(repository, folder, 'proxy.ts'), 'utf8');

test('both matchers are those of apps that are built and tried', () => {
  expect(proxyOf('apps/platform')).toContain(MATCHERS.withoutApi);
  expect(proxyOf('e2e/own-code')).toContain(MATCHERS.withApi);
});
