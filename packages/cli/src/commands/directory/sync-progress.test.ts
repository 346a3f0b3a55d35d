import { expect, test } from 'vitest';
import { createPlainDisplay } from './sync-progress.ts';

test('without a terminal there is a line for the beginning of a step and for each further tenth', () => {
  const lines: string[] = [];
  const { show, say } = createPlainDisplay((line) => lines.push(line));
  for (let done = 1; done <= 100; done++) show({ step: 'user', done: done * 10, total: 1000 });
  show({ step: 'membership', done: 0, total: 0 });
  say('Clerk answers 429');
  show({ step: 'removal', done: 0, total: 0 });
  expect(lines).toEqual([
    'users: 10 of 1000',
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((tenth) => `users: ${tenth * 100} of 1000`),
    'memberships, by organization: 0 of 0',
    'Clerk answers 429',
    'what is no longer listed',
  ]);
});
