import { type ApiName, type AppName, sso } from '@repo/sso';
import { appDefinition } from '@subdomain-sso/auth/define-sso';

/** An app or API of the registry; each runs as a process of its own. */
export type ServiceName = AppName | ApiName;

/**
 * Every app and API in the order it boots: the primary app first, because users sign in there; public apps and APIs last.
 * Within each group the order is that of `sso.config.ts`.
 */
export const BOOT_ORDER: readonly ServiceName[] = appNames().sort((a, b) => rank(a) - rank(b));

/** Whether a name is an API's: a worker without pages, not a Next app. */
export function isApi(name: ServiceName): name is ApiName {
  return appDefinition(sso, name).posture === 'bearer';
}

/** The title of an app: 'Account'. */
export function appTitle(name: ServiceName): string {
  if (isApi(name)) return name.toUpperCase();
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** The page that users open first. It is requested once after boot, so that it is compiled before the first user. */
export function firstPage(name: ServiceName): string {
  return name === sso.primary ? '/sign-in' : '/';
}

function appNames(): ServiceName[] {
  // Object.keys widens to string[]; these are the keys ServiceName is made of.
  return Object.keys(sso.apps) as ServiceName[];
}

function rank(name: ServiceName): number {
  if (name === sso.primary) return 0;
  if (isApi(name)) return 3;
  return appDefinition(sso, name).posture === 'public' ? 2 : 1;
}
