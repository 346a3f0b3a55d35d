import { expect, test } from 'vitest';
import { runLimited } from './run-limited.ts';

test('items start in order, never more than the limit at once, and all are done at the end', async () => {
  const started: number[] = [];
  let running = 0;
  let most = 0;
  await runLimited([1, 2, 3, 4, 5], 2, async (item) => {
    started.push(item);
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    running -= 1;
  });
  expect({ started, running, most }).toEqual({ started: [1, 2, 3, 4, 5], running: 0, most: 2 });
});
