import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { DESCRIPTIONS_MISSING, readDescriptions } from './descriptions.ts';
import { openApiDirectory } from './env.ts';
import { createGapFinder, type Gap } from './find-gaps.ts';
import ledger from './ledger.json' with { type: 'json' };
import type { RecordedAnswer } from './record-answers.ts';

const descriptions = readDescriptions(openApiDirectory);
if (!descriptions) console.warn(DESCRIPTIONS_MISSING);

// Runs after every other test file (vitest.config.ts): it judges what they provoked.
describe.skipIf(!descriptions)(
  `answers of this run against Clerk's descriptions${descriptions ? '' : `: ${DESCRIPTIONS_MISSING}`}`,
  () => {
    const answers = readAnswers(inject('answersDirectory'));
    const found = descriptions ? findGaps(createGapFinder(descriptions), answers) : new Map<string, string>();
    const known = new Set(ledger.map(lineOf));

    test('the other tests of this package ran and provoked answers of both APIs', () => {
      const apis = new Set(answers.map(({ api }) => api));
      expect([...apis].sort(), 'Run the whole suite: `vitest run` without a file name.').toEqual([
        'backend',
        'frontend',
      ]);
    });

    test('there is no gap that the ledger does not name', () => {
      const unexpected = [...found].filter(([line]) => !known.has(line));
      expect(unexpected.map(([line, testPath]) => `${line}   <- ${testPath}`)).toEqual([]);
    });

    test('every gap of the ledger is still there: a closed one is deleted from ledger.json', () => {
      expect([...known].filter((line) => !found.has(line))).toEqual([]);
    });

    test('the ledger names each gap once', () => {
      expect(known.size).toBe(ledger.length);
    });
  },
);

function readAnswers(directory: string): RecordedAnswer[] {
  return readdirSync(directory).flatMap((file) =>
    readFileSync(join(directory, file), 'utf8')
      .split('\n')
      .filter(Boolean)
      // Written by record-answers.ts in this very run.
      .map((line) => JSON.parse(line) as RecordedAnswer),
  );
}

/** @returns each gap as one line, with a test file that provoked it. */
function findGaps(
  gapsOf: ReturnType<typeof createGapFinder>,
  answers: readonly RecordedAnswer[],
): Map<string, string> {
  return new Map(
    answers.flatMap((answer) => gapsOf(answer).map((gap) => [lineOf(gap), answer.testPath] as const)),
  );
}

function lineOf({ operation, pointer, keyword }: Gap): string {
  return `${operation} | ${pointer} | ${keyword}`;
}
