import { pageAppNames, type SsoConfig } from '@subdomain-sso/auth/define-sso';
import type { Target } from './target.ts';

/** Where the apps are in the environment under test. */
export interface Addresses<Name extends string = string> {
  /** Origin of an app or API, `scheme://host[:port]`. */
  origin(app: Name): string;
  /** Absolute URL. @param path Begins with `/`; default the home page. */
  url(app: Name, path?: string): string;
  /** Origins of the apps with pages. */
  readonly pageOrigins: readonly string[];
  /** The page where users sign in; `isOwn`: it belongs to one of the apps. */
  readonly signIn: { readonly url: string; readonly isOwn: boolean };
  /** Whether mails can be read and time can be moved. */
  readonly isLocalClerk: boolean;
}

/** The addresses of a registry in one environment. */
export function addressesOf<Name extends string>(
  sso: SsoConfig<Name>,
  { origins, clerk }: Target,
): Addresses<Name> {
  // `resolveTarget` has given every app one.
  const origin = (app: Name) => origins[app] ?? '';
  const page = sso.signInUrl ?? '/sign-in';
  const isOwn = page.startsWith('/');
  return {
    origin,
    url: (app, path = '/') => origin(app) + path,
    pageOrigins: pageAppNames(sso).map(origin),
    signIn: { url: isOwn ? origin(sso.primary) + page : page, isOwn },
    isLocalClerk: clerk.kind === 'local',
  };
}
