import { reachableApps } from '@repo/auth/client';
import type { AppName } from '@repo/auth/config';

export interface AppEntry {
  name: AppName;
  title: string;
  /** One line, shown in the app switcher: what a person does there. */
  description: string;
}

/** What the apps are called, in the order in which every menu shows them. An app that is missing here comes after them. */
const DESCRIBED: readonly AppEntry[] = [
  { name: 'account', title: 'Account', description: 'Sign in, your profile, your organizations' },
  { name: 'platform', title: 'Platform', description: 'Plan projects and call the API' },
  { name: 'portal', title: 'Portal', description: 'Orders and support for customers' },
  { name: 'docs', title: 'Docs', description: 'How one session reaches six apps' },
  { name: 'academy', title: 'Academy', description: 'Short lessons on web sessions' },
  { name: 'handbook', title: 'Handbook', description: 'How we work, for Acme staff' },
];

/** Every app with pages, in the order in which every menu shows them. */
export const appCatalogue: readonly AppEntry[] = [...DESCRIBED, ...undescribed()];

/** Looks up how an app is called. */
export function describeApp(name: AppName): AppEntry {
  return appCatalogue.find((candidate) => candidate.name === name) ?? entryOf(name);
}

function undescribed(): readonly AppEntry[] {
  return reachableApps()
    .filter((name) => !DESCRIBED.some((entry) => entry.name === name))
    .map(entryOf);
}

function entryOf(name: AppName): AppEntry {
  const title = name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
  return { name, title, description: `Acme ${title}` };
}
