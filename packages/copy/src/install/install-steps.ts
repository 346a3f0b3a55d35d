import { posix } from 'node:path';
import { PLACEHOLDER_DOMAIN } from '../choose.ts';
import type { NextStep } from '../next-steps.ts';
import type { Target } from '../target/target.ts';
import type { InstallChoices } from './install-choices.ts';

/** What is left to do after an installation, in order. */
export function installSteps(
  target: Pick<Target, 'packageManager'>,
  { domain, apps, placements, registry }: InstallChoices,
  { withClerk, withTests }: { readonly withClerk: boolean; readonly withTests: boolean },
): readonly NextStep[] {
  const folder = registry.kind === 'package' ? registry.directory : placements[0].directory;
  const config = posix.join(folder, 'sso.config');
  const label = domain.split('.')[0] ?? domain;
  const run = target.packageManager === 'npm' ? 'npm run' : target.packageManager;
  const first = placements[0].app;
  return [
    {
      title: `${target.packageManager} install. ${
        domain === PLACEHOLDER_DOMAIN
          ? `Write your domain into ${config}.`
          : `Look at ${config}: it says which apps there are, and who may open them.`
      }`,
      lines: [],
    },
    ...(withClerk
      ? [
          {
            title: `Without a Clerk account: ${run} clerk in one terminal, ${run} dev in another, and open http://${first}.${label}.localhost:4000. Sign in as ada@acme.test with the password correct-horse-battery.`,
            lines: [],
          },
        ]
      : []),
    ...(withTests
      ? [
          {
            title:
              'npx playwright install chromium, once. Then npx playwright test builds and starts the apps that do not run yet, and tests one sign-in on all of them.',
            lines: [],
          },
        ]
      : []),
    {
      title:
        'With your own Clerk: put NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY and CLERK_SECRET_KEY into .env.local of each app, and into the variables of each deployment. A build without keys, such as in CI, needs SSO_LOCAL_CLERK=1.',
      lines: [],
    },
    ...(apps.some(({ name }) => placements.every(({ app }) => app !== name))
      ? [{ title: 'Do the same in the repositories of the other apps, with the same registry.', lines: [] }]
      : []),
  ];
}
