import { expect, test } from 'vitest';
import { CHECKS } from '../checks/index.ts';
import { writeRepository } from '../fixtures/write-repository.fixture.ts';
import { CORPUS } from './index.fixture.ts';
import { findingsIn, type Judged, scoresOf } from './judge-corpus.fixture.ts';

const OFFLINE = CHECKS.filter(({ kind, id }) => kind !== 'live' && id !== 'clerk-cli');

test('there are at least eighty repositories, and no two of them are the same', () => {
  expect(CORPUS.length).toBeGreaterThanOrEqual(80);
  expect(new Set(CORPUS.map(({ name }) => name)).size).toBe(CORPUS.length);
  expect(new Set(CORPUS.map(({ files, history }) => JSON.stringify([files, history]))).size).toBe(
    CORPUS.length,
  );
});

const judged: Judged[] = [];

test.each(CORPUS)('$name', async ({ name, files, history, expected }) => {
  const root = writeRepository({ files, ...(history ? { history } : {}) });
  const found = await findingsIn(root, OFFLINE);
  judged.push({ name, expected, found });
  expect(found).toEqual(expected);
});

test('every check that reads files or variables is met, and the targets hold', () => {
  const scores = scoresOf(judged);
  expect(scores.map(({ id }) => id)).toEqual(expect.arrayContaining(OFFLINE.map(({ id }) => id)));
  expect(scores.find(({ id }) => id === 'errors')?.precision).toBeGreaterThanOrEqual(0.97);
  expect(scores.find(({ id }) => id === 'all')?.recall).toBeGreaterThanOrEqual(0.95);
});

test('a finding that is wrong and one that is missing are counted', () => {
  const [one] = scoresOf([
    { name: '', expected: ['error a x:1', 'error a x:2'], found: ['error a x:1', 'error a x:3'] },
  ]);
  expect(one).toEqual({ id: 'a', right: 1, wrong: 1, missed: 1, precision: 0.5, recall: 0.5 });
});
