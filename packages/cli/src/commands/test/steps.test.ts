import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '@repo/stack/repository';
import { describe, expect, test } from 'vitest';
import { describeLeftOut, STEP_NAMES, selectSteps, stepOfTask, turboTasks } from './steps.ts';

const WITHOUT_OWN_STACK = STEP_NAMES.filter((name) => name !== 'own-stack');

test.each([
  { only: undefined, isFull: false, steps: WITHOUT_OWN_STACK },
  { only: undefined, isFull: true, steps: STEP_NAMES },
  { only: 'unit', isFull: false, steps: ['unit'] },
  { only: 'browser, build', isFull: true, steps: ['build', 'browser'] },
  { only: 'own-stack', isFull: false, steps: ['own-stack'] },
])('--only=$only with --full $isFull runs $steps, in their one order', ({ only, isFull, steps }) => {
  expect(selectSteps({ only, isFull }).steps).toEqual(steps);
});

test.each(['', 'e2e', 'lint,e2e'])('"%s" is refused', (only) => {
  expect(() => selectSteps({ only, isFull: false })).toThrow(
    expect.objectContaining({ code: 'unknown_step', exitCode: 2 }),
  );
});

test.each(STEP_NAMES.filter((name) => name !== 'browser'))('--only=%s runs this step alone', (only) => {
  expect(selectSteps({ only, isFull: false }).steps).toEqual([only]);
});

test('--only=browser builds first', () => {
  expect(selectSteps({ only: 'browser', isFull: false }).steps).toEqual(['build', 'browser']);
});

describe('what is left out is said', () => {
  test('without --full: everything that --full adds', () => {
    const [line, ...others] = describeLeftOut(selectSteps({ only: undefined, isFull: false }));
    expect(line).toMatch(/^left to --full: .*property tests.*vercel build.*kind of Clerk.*repositories/);
    expect(others).toEqual([]);
  });

  test('with --full: nothing', () => {
    expect(describeLeftOut(selectSteps({ only: undefined, isFull: true }))).toEqual([]);
  });

  test('with --only: the other steps, and what these steps leave to --full', () => {
    expect(describeLeftOut(selectSteps({ only: 'lint,types,vercel', isFull: false }))).toEqual([
      'not selected: unit, build, browser, own-stack',
      'left to --full: vercel build of the other four apps',
    ]);
  });
});

describe('turbo', () => {
  test('builds two apps as Vercel would, and all of them with --full', () => {
    expect(turboTasks(selectSteps({ only: 'vercel', isFull: false }))).toEqual([
      'docs#vercel:build',
      'portal#vercel:build',
    ]);
    expect(turboTasks(selectSteps({ only: 'vercel', isFull: true }))).toEqual(['vercel:build']);
  });

  test('knows every task that a step asks for', () => {
    const config = readFileSync(join(ROOT, 'turbo.json'), 'utf8');
    for (const task of turboTasks(selectSteps({ only: undefined, isFull: true }))) {
      expect(config).toMatch(new RegExp(`"(//#)?${task}": \\{`));
    }
  });

  test.each([
    { task: 'typecheck', step: 'types' },
    { task: 'vercel:build', step: 'vercel' },
    { task: 'transit', step: undefined },
  ])('the task $task is reported with the step $step', ({ task, step }) => {
    expect(stepOfTask(task)).toBe(step);
  });
});
