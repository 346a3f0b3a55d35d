import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

/** What runs with access to this repository runs from a fixed commit, and sees a secret only in the step that needs it. */

const folder = new URL('../../../.github/workflows/', import.meta.url);
const workflows = readdirSync(folder).map((name) => ({
  name,
  text: readFileSync(new URL(name, folder), 'utf8'),
}));

const Step = z.looseObject({
  uses: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
});
const Workflow = z.looseObject({
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(z.string(), z.looseObject({ steps: z.array(Step) })),
});
const stepsOf = (text: string) =>
  Object.values(Workflow.parse(parse(text)).jobs).flatMap(({ steps }) => steps);
/** Without its steps, where secrets may be. */
const outsideSteps = (text: string) => {
  const workflow = Workflow.parse(parse(text));
  return JSON.stringify({
    ...workflow,
    jobs: Object.values(workflow.jobs).map((job) => ({ ...job, steps: [] })),
  });
};

test.each(workflows)('$name uses actions by commit, with the version beside it', ({ text }) => {
  const uses = [...text.matchAll(/uses: (.+)/g)].map(([, action]) => action);
  expect(uses.length).toBeGreaterThan(0);
  expect(
    uses.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action ?? '')),
  ).toEqual([]);
});

test.each(workflows)('$name leaves no credentials in the checkout', ({ text }) => {
  const checkouts = stepsOf(text).filter(({ uses }) => uses?.startsWith('actions/checkout@'));
  expect(checkouts.length).toBeGreaterThan(0);
  for (const step of checkouts) expect(step.with).toMatchObject({ 'persist-credentials': false });
});

test.each(workflows)('$name has secrets in single steps that install nothing', ({ text }) => {
  expect(outsideSteps(text)).not.toContain('secrets.');
  const withSecret = stepsOf(text).filter((step) => JSON.stringify(step).includes('secrets.'));
  for (const step of withSecret) expect(JSON.stringify(step)).not.toMatch(/\binstall\b/);
});

test.each(workflows)('$name may only read the repository', ({ text }) => {
  expect(Workflow.parse(parse(text)).permissions).toEqual({ contents: 'read' });
});
