import { openRepository } from '@repo/next-repository';
import { describe, expect, test } from 'vitest';
import type { Check, Finding } from '../check.ts';
import { createEnvironment } from '../environment.ts';
import type { Case } from '../fixtures/case.fixture.ts';
import { CASES } from '../fixtures/index.fixture.ts';
import { writeRepository } from '../fixtures/write-repository.fixture.ts';
import { runChecks } from '../run-checks.ts';
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

describe.each(CHECKS.map((check) => ({ check, id: check.id })))('the texts of $id', ({ check }) => {
  const { id, title, whyItMatters, fix } = check;

  test('an id of words, a title of one line, and whole sentences', () => {
    expect(id).toMatch(/^[a-z]+(?:-[a-z]+)+$/);
    expect(title).toMatch(/^.{15,80}(?<!\.)$/);
    expect(whyItMatters).toMatch(/^(?:[A-Z]|auth\(\)).{60,}\.$/s);
    expect(fix).toMatch(/^[A-Z].{25,}\.$/s);
  });

  test('no word that the glossary replaces', () => {
    const replaced = /\b(?:mend\w*|strangers?|whoever|anew|verdict|neighbours?|somebody)\b/i;
    expect(`${title} ${whyItMatters} ${fix}`).not.toMatch(replaced);
  });
});

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
