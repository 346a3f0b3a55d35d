import type { AppName } from '@repo/auth/config';

export interface AppEntry {
  name: AppName;
  title: string;
  /** One line, shown in the app switcher: what a person does there. */
  description: string;
}

/** The six apps with pages, in the order in which every menu shows them. */
export const appCatalogue: readonly AppEntry[] = [
  { name: 'account', title: 'Account', description: 'Sign in, your profile, your organizations' },
  { name: 'platform', title: 'Platform', description: 'Plan projects and call the API' },
  { name: 'portal', title: 'Portal', description: 'Orders and support for customers' },
  { name: 'docs', title: 'Docs', description: 'How one session reaches six apps' },
  { name: 'academy', title: 'Academy', description: 'Short lessons on web sessions' },
  { name: 'handbook', title: 'Handbook', description: 'How we work, for Acme staff' },
];

/**
 * Looks up how an app is called.
 *
 * @throws {Error} The app is in sso.config.ts but not in the catalogue above: add its title and description there.
 */
export function describeApp(name: AppName): AppEntry {
  const entry = appCatalogue.find((candidate) => candidate.name === name);
  if (!entry)
    throw new Error(`[ui] "${name}" has no entry in app-catalogue.ts. Add its title and description.`);
  return entry;
}
