import { hostileBody } from '@repo/ui/hostile-values';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseProjectDraft } from './project.ts';

const NAME = 'Give the project a name of 1 to 60 characters.';
const HOURS = 'Enter whole hours between 1 and 400.';

test.each([
  { input: { name: ' Crew ', weeklyHours: 40 }, draft: { name: 'Crew', weeklyHours: 40 } },
  { input: { name: 'Crew', weeklyHours: ' 40 ' }, draft: { name: 'Crew', weeklyHours: 40 } },
])('$input is a project', ({ input, draft }) => {
  expect(parseProjectDraft(input)).toEqual({ ok: true, draft });
});

describe('a wrong field has one sentence', () => {
  test.each([
    { input: null, errors: { name: NAME, weeklyHours: HOURS } },
    { input: ['name'], errors: { name: NAME, weeklyHours: HOURS } },
    { input: { name: '', weeklyHours: 1 }, errors: { name: NAME } },
    { input: { name: 'x'.repeat(8_192), weeklyHours: 1 }, errors: { name: NAME } },
    {
      input: { name: 'x\0', weeklyHours: 1 },
      errors: { name: 'Remove the characters that cannot be shown.' },
    },
    { input: { name: 'x', weeklyHours: -1 }, errors: { weeklyHours: HOURS } },
    { input: { name: 'x', weeklyHours: 1e300 }, errors: { weeklyHours: HOURS } },
    { input: { name: 'x', weeklyHours: ['40'] }, errors: { weeklyHours: HOURS } },
  ])('$input', ({ input, errors }) => {
    expect(parseProjectDraft(input)).toEqual({ ok: false, errors });
  });
});

test('nothing that the API or the action may be called with makes it fail', () => {
  const input = fc.oneof(hostileBody(), fc.record({ name: hostileBody(), weeklyHours: hostileBody() }));
  fc.assert(
    fc.property(input, (value) => {
      const parsed = parseProjectDraft(value);
      if (parsed.ok) expect(parsed.draft.name).not.toMatch(/\0|\p{Surrogate}/u);
    }),
    { numRuns: 300 },
  );
});
