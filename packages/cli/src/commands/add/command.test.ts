import { runCommand } from 'citty';
import { expect, test } from 'vitest';
import { addCommand } from './command.ts';

// Each is refused before anything is written; what a good one does is in e2e/specs/own-stack/added-app.spec.ts.
test.each([
  { args: ['Billing'], code: 'invalid_usage' },
  { args: ['../billing'], code: 'invalid_usage' },
  { args: ['docs', '--posture', 'public'], code: 'app_exists' },
  { args: ['billing', '--posture', 'private'], code: 'invalid_usage' },
  { args: ['billing', '--posture', 'staffOf:'], code: 'invalid_usage' },
  { args: ['billing', '--remove'], code: 'app_not_added' },
  { args: ['account', '--remove', '--yes'], code: 'app_not_added' },
])('sso add $args is refused ($code)', async ({ args, code }) => {
  await expect(runCommand(addCommand, { rawArgs: args })).rejects.toMatchObject({ code, exitCode: 2 });
});
