import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '@repo/stack/repository';
import { expect, test } from 'vitest';
import { CHECKS } from './checks/index.ts';
import { toDocsData } from './docs-data.ts';

test('the documentation lists exactly the checks there are: pnpm --filter @repo/cli generate:doctor-docs', () => {
  const file = join(ROOT, 'apps/docs/guide/doctor-checks.generated.json');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(toDocsData(CHECKS));
});

test('every check has an anchor of its own', () => {
  const anchors = toDocsData(CHECKS).map(({ anchor }) => anchor);
  expect(anchors).toEqual(CHECKS.map(({ id }) => `#${id}`));
});
