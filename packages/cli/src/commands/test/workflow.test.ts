import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sso } from '@repo/sso';
import { ROOT } from '@repo/stack/repository';
import { pageAppNames } from '@subdomain-sso/auth/define-sso';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { STEP_NAMES, selectSteps } from './steps.ts';

const workflow = z
  .object({
    jobs: z.record(
      z.string(),
      z.object({
        strategy: z.object({ matrix: z.record(z.string(), z.array(z.unknown())) }).optional(),
        steps: z.array(z.object({ run: z.string().optional(), with: z.looseObject({}).optional() })),
      }),
    ),
  })
  .parse(parse(readFileSync(join(ROOT, '.github/workflows/ci.yml'), 'utf8')));
const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

test('the jobs of GitHub Actions are together all steps of --full', () => {
  const selected = steps.flatMap(({ run = '' }) => {
    const only = /sso test --full --only=(\S+)/.exec(run)?.[1];
    return only === undefined ? [] : selectSteps({ only, isFull: true }).steps;
  });
  // `vercel` is one job for each app.
  expect([...selected, 'vercel'].sort()).toEqual([...STEP_NAMES].sort());
  expect(workflow.jobs.vercel?.strategy?.matrix.app?.toSorted()).toEqual([...pageAppNames(sso)].sort());
});

test("Clerk's descriptions are checked out at the commit that the local Clerk is compared with", () => {
  const pinned = readFileSync(
    join(ROOT, 'packages/clerk-local/test/conformance/pinned-descriptions.ts'),
    'utf8',
  );
  const checkout = steps.find((step) => step.with?.repository === 'clerk/openapi-specs');
  expect(pinned).toContain(`commit: '${checkout?.with?.ref}'`);
});
