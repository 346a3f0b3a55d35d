import { fileURLToPath } from 'node:url';
import { openRepository } from '@repo/next-repository';
import { expect, test } from 'vitest';
import { CHECKS } from './checks/index.ts';
import { createEnvironment } from './environment.ts';
import { runChecks } from './run-checks.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

test('this repository is clean, and was looked at', async () => {
  const repository = openRepository(ROOT);
  const outcomes = await runChecks(CHECKS, createEnvironment(repository, {}));

  expect(outcomes.flatMap(({ findings }) => findings)).toEqual([]);
  expect(repository.apps.map(({ directory }) => directory)).toEqual(
    expect.arrayContaining(['apps/account', 'apps/platform', 'apps/docs', 'e2e/bare-app']),
  );
  const sources = repository.packages.flatMap((owner) => repository.sourcesOf(owner));
  expect(sources.map(({ file }) => file)).toEqual(
    expect.arrayContaining(['packages/auth/src/proxy.ts', 'apps/platform/proxy.ts', 'apps/api/serve.mjs']),
  );
});
