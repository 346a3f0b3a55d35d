import { openRepository } from '@repo/next-repository';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CHECKS } from './checks/index.ts';
import { createEnvironment } from './environment.ts';
import type { Files } from './fixtures/case.fixture.ts';
import { CASES } from './fixtures/index.fixture.ts';
import { writeRepository } from './fixtures/write-repository.fixture.ts';
import { runChecks } from './run-checks.ts';

const REPOSITORIES: readonly Files[] = Object.values(CASES).flatMap(({ faulty, clean }) =>
  [...faulty, ...clean].map(({ files }) => files),
);

/** What no file should hold, and some do. */
const STRANGE = [
  '',
  '\0',
  'null',
  '[]',
  '{',
  '{"dependencies":{"next":1}}',
  '{"exports":[null]}',
  'export',
  '<<<<<<< HEAD\n',
  '\uFEFF{}',
];

/** A repository of the fixtures in which one file is broken off, or holds something strange. */
const broken = fc
  .record({
    files: fc.constantFrom(...REPOSITORIES),
    which: fc.nat(),
    text: fc.oneof(fc.constantFrom(...STRANGE), fc.nat({ max: 400 })),
  })
  .map(({ files, which, text }) => {
    const paths = Object.keys(files);
    const path = paths[which % paths.length] ?? 'package.json';
    const old = files[path] ?? '';
    return { ...files, [path]: typeof text === 'string' ? text : old.slice(0, text % (old.length + 1)) };
  });

test('whatever is in the files, every check comes to an end', async () => {
  await fc.assert(
    fc.asyncProperty(broken, async (files) => {
      const environment = createEnvironment(openRepository(writeRepository({ files })), {});
      const outcomes = await runChecks(CHECKS, environment);
      expect(outcomes.length).toBeGreaterThan(20);
    }),
    { numRuns: 80 },
  );
}, 60_000);
