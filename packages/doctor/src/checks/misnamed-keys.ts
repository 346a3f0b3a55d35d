import type { EnvironmentCheck, Finding } from '../check.ts';

const WANTED = 'NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY';

/** Prefixes of other frameworks, and none. */
const OTHERS = /^(?:VITE_|REACT_APP_|EXPO_PUBLIC_|PUBLIC_|NUXT_PUBLIC_|GATSBY_)?CLERK_PUBLISHABLE_KEY$/;

/** @source Next.js docs "Environment variables"; Clerk docs "Clerk environment variables". */
export const misnamedKeys: EnvironmentCheck = {
  id: 'misnamed-keys',
  kind: 'environment',
  title: 'Next.js keeps the publishable key from the browser because of its name',
  whyItMatters:
    'Only variables that begin with NEXT_PUBLIC_ reach the browser. The server works, and every page stops with "Missing publishableKey".',
  fix: `Rename it to ${WANTED}, and build again: the value is written into the scripts.`,
  severity: 'error',
  run: ({ repository, settingsOf }) =>
    repository.apps.flatMap((app) => {
      const settings = settingsOf(app);
      if (!app.dependency('@clerk/nextjs') || settings.some(({ name }) => name === WANTED)) return [];
      return settings
        .filter(({ name }) => OTHERS.test(name))
        .map(
          ({ name, file, line }): Finding => ({
            saw: `${name} is set, and ${WANTED} is not`,
            ...(file === undefined ? {} : { file }),
            ...(line === undefined ? {} : { line }),
          }),
        );
    }),
};
