import { expect, inject, test } from 'vitest';
import { conformanceTest } from './conformance-test.ts';
import { readDescriptions } from './descriptions.ts';
import { createGapFinder, type Gap } from './find-gaps.ts';
import ledger from './ledger.json' with { type: 'json' };
import { readAnswers } from './read-answers.ts';

/** Gaps by line, with a test file that provoked each. Filled by the first test. */
const found = new Map<string, string>();
const known = new Set(ledger.map(lineOf));

// Runs after every other test file (vitest.config.ts): it compares what they provoked with the descriptions.
conformanceTest('the other tests of this package provoked responses of both APIs', (files) => {
  const answers = readAnswers(inject('answersDirectory'));
  const apis = new Set(answers.map(({ api }) => api));
  expect([...apis].sort(), 'Run the whole suite: `vitest run` without a file name.').toEqual([
    'backend',
    'frontend',
  ]);
  const gapsOf = createGapFinder(readDescriptions(files));
  for (const answer of answers) {
    for (const gap of gapsOf(answer)) found.set(lineOf(gap), answer.testPath);
  }
});

conformanceTest('there is no gap that the ledger does not name', () => {
  const unexpected = [...found].filter(([line]) => !known.has(line));
  expect(unexpected.map(([line, testPath]) => `${line}   <- ${testPath}`)).toEqual([]);
});

conformanceTest('every gap of the ledger is still there: a closed one is deleted from ledger.json', () => {
  expect([...known].filter((line) => !found.has(line))).toEqual([]);
});

test('the ledger names each gap once', () => {
  expect(known.size).toBe(ledger.length);
});

function lineOf({ operation, pointer, keyword }: Gap): string {
  return `${operation} | ${pointer} | ${keyword}`;
}
