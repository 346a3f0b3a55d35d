import { expect, test } from 'vitest';
import { STEP_NAMES, selectSteps } from './steps.ts';

test.each([
  { only: undefined, steps: STEP_NAMES },
  { only: 'unit', steps: ['unit'] },
  { only: 'browser, build', steps: ['build', 'browser'] },
])('--only=$only runs $steps, in their own order', ({ only, steps }) => {
  expect(selectSteps(only)).toEqual(steps);
});

test.each(['', 'e2e', 'lint,e2e'])('"%s" is refused', (only) => {
  expect(() => selectSteps(only)).toThrow(expect.objectContaining({ code: 'unknown_step', exitCode: 2 }));
});
