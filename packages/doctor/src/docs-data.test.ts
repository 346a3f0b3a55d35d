import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { CHECKS } from './checks/index.ts';
import { toDocsData } from './docs-data.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

test('the documentation lists exactly the checks there are: pnpm --filter @repo/doctor generate:docs', () => {
  const file = join(ROOT, 'apps/docs/guide/doctor-checks.generated.json');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(toDocsData(CHECKS));
});
