import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '@repo/stack/repository';
import { describe, expect, test } from 'vitest';
import {
  describeLeftOut,
  needsBrowser,
  playwrightCommand,
  STEP_NAMES,
  selectSteps,
  stepOfTask,
  turboTasks,
} from './steps.ts';

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
      'left to --full: vercel build of the other five apps',
    ]);
  });
});

describe('turbo', () => {
  test('builds one app as Vercel would, and all of them with --full', () => {
    expect(turboTasks(selectSteps({ only: 'vercel', isFull: false }))).toEqual(['portal#vercel:build']);
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
    { task: 'browser', step: 'browser' },
    { task: 'transit', step: undefined },
  ])('the task $task is reported with the step $step', ({ task, step }) => {
    expect(stepOfTask(task)).toBe(step);
  });
});

describe('the browser tests', () => {
  test('are not repeated for the same builds and specs, unless they are to be fresh', () => {
    expect(playwrightCommand('browser', { isFresh: false })).toMatchObject({ binary: 'turbo' });
    expect(playwrightCommand('browser', { isFresh: true })).toEqual({ binary: 'playwright', args: ['test'] });
    expect(playwrightCommand('own-stack', { isFresh: false })).toMatchObject({ binary: 'playwright' });
  });

  test('wait for every build that they run against', () => {
    const config = readFileSync(join(ROOT, 'turbo.json'), 'utf8');
    for (const folder of ['apps', 'e2e']) {
      for (const name of readdirSync(join(ROOT, folder))) {
        const path = join(ROOT, folder, name, 'package.json');
        if (!existsSync(path)) continue;
        const { name: built, scripts } = JSON.parse(readFileSync(path, 'utf8'));
        if (scripts?.build) expect(config).toContain(`"${built}#build"`);
      }
    }
  });

  test.each(STEP_NAMES)('%s runs Playwright or tasks of turbo', (step) => {
    const tasks = turboTasks(selectSteps({ only: step, isFull: false }));
    expect(playwrightCommand(step, { isFresh: true }) !== undefined).toBe(needsBrowser(step));
    expect(step !== 'browser' && tasks.length > 0).toBe(!needsBrowser(step));
  });
});
