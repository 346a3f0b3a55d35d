import { openRepository } from '@repo/next-repository';
import { describe, expect, test } from 'vitest';
import type { Check, Finding } from '../check.ts';
import type { Case } from '../fixtures/case.fixture.ts';
import { CASES } from '../fixtures/index.fixture.ts';
import { writeRepository } from '../fixtures/write-repository.fixture.ts';
import { createEnvironment, runChecks } from '../run-checks.ts';
import { CHECKS } from './index.ts';

const OFFLINE = CHECKS.filter(({ kind }) => kind !== 'live');

test('there are fixtures for exactly the checks that look at files and variables', () => {
  expect(Object.keys(CASES).toSorted()).toEqual(OFFLINE.map(({ id }) => id).toSorted());
});

describe.each(OFFLINE.map((check) => ({ check, id: check.id })))('$id', ({ check, id }) => {
  const { faulty = [], clean = [] } = CASES[id] ?? {};

  test.each(faulty)('finds: $name', async ({ finds, ...repository }) => {
    const findings = await examine(check, repository);
    expect(findings.map(placeOf)).toEqual(finds);
    for (const { saw } of findings) expect(saw).toMatch(/^\S.*[^.\s]$/);
  });

  test.each(clean)('is silent: $name', async (repository) => {
    expect(await examine(check, repository)).toEqual([]);
  });
});

test.each(CHECKS.map((check) => ({ check, id: check.id })))(
  '$id explains itself in sentences',
  ({ check }) => {
    expect(check.id).toMatch(/^[a-z]+(?:-[a-z]+)+$/);
    expect(check.title).toMatch(/^[A-Z\w].*[^.]$/i);
    expect(check.whyItMatters).toMatch(/^[A-Z].*\.$/s);
    expect(check.mend).toMatch(/^[A-Z].*\.$/s);
  },
);

test('ids are unique', () => {
  expect(new Set(CHECKS.map(({ id }) => id)).size).toBe(CHECKS.length);
});

async function examine(check: Check, { files, history, variables = {} }: Case): Promise<readonly Finding[]> {
  const root = writeRepository({ files, ...(history ? { history } : {}) });
  const own = Object.entries(variables).map(
    ([name, value]) => [name, value.replace('{root}', root)] as const,
  );
  const environment = createEnvironment(openRepository(root), Object.fromEntries(own));
  const [outcome] = await runChecks([check], environment);
  return outcome?.findings ?? [];
}

function placeOf({ file, line }: Finding): string {
  return [file ?? '', ...(line === undefined ? [] : [line])].join(':');
}
