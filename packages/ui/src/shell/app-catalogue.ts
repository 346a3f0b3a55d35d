import type { AppName } from '@repo/sso';
import { reachableApps } from '@subdomain-sso/auth/client';

export interface AppEntry {
  name: AppName;
  title: string;
  /** One line for the app switcher: what the app is for. */
  description: string;
}

/** Titles of the apps, in the order of every menu. An app that is missing here comes after them. */
const DESCRIBED: readonly AppEntry[] = [
  { name: 'account', title: 'Account', description: 'Sign in, your profile, your organizations' },
  { name: 'platform', title: 'Platform', description: 'Plan projects and call the API' },
  { name: 'portal', title: 'Portal', description: 'Orders and support for customers' },
  { name: 'docs', title: 'Docs', description: 'How one session reaches six apps' },
  { name: 'academy', title: 'Academy', description: 'Short lessons on web sessions' },
  { name: 'handbook', title: 'Handbook', description: 'How we work, for Acme staff' },
];

/** Every app with pages, in the order of every menu. */
export const appCatalogue: readonly AppEntry[] = [...DESCRIBED, ...undescribed()];

/** Looks up the title and description of an app. */
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
