import { type AppName, sso } from '@repo/auth/config';

/**
 * Every app in the order it boots: the primary first, as nobody signs in without it; public ones last.
 * Within each group the order is that of `sso.config.ts`.
 */
export const BOOT_ORDER: readonly AppName[] = appNames().sort((a, b) => rank(a) - rank(b));

/** What people call an app: 'Account'. */
export function appTitle(name: AppName): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** The page most people meet first; asked for once after boot, so that it is compiled before anybody waits for it. */
export function firstPage(name: AppName): string {
  return name === sso.primary ? '/sign-in' : '/';
}

function appNames(): AppName[] {
  // Object.keys widens to string[]; these are the keys AppName is made of.
  return Object.keys(sso.apps) as AppName[];
}

function rank(name: AppName): number {
  if (name === sso.primary) return 0;
  return sso.apps[name].posture === 'public' ? 2 : 1;
}
