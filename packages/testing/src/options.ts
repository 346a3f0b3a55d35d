import type { PageAppNameOf, SsoConfig } from '@subdomain-sso/auth/define-sso';
import type { Variables } from './target.ts';

/** How an account of the tests comes to be. */
export type AccountDefinition =
  /** Each worker creates one, with a password. `role` is the one in the worker's tenant; without it the user is in none. */
  | { readonly role?: string }
  /** It exists. Without a password it cannot fill in a sign-in form, and tests of that are skipped. */
  | { readonly email: string; readonly password?: string };

/** Playwright selectors of fields that every sign-in form has. The default is what Clerk's `<SignIn/>` renders. */
export interface SignInSelectors {
  readonly identifier: string;
  readonly password: string;
}

/** What the registry does not say about the apps. Everything has a default. */
export interface SsoTestOptions<Sso extends SsoConfig = SsoConfig> {
  /** Page of an app that the tests open, with the posture of its app; default `/`. clerk-js loads there. */
  readonly pages?: { readonly [Name in PageAppNameOf<Sso>]?: string };
  /**
   * Path that responds 200 to a bearer token of a declared caller, and 401 to others. APIs: default `/`. For an app with pages
   * there is no default, and without one its callers are not tested.
   */
  readonly endpoints?: { readonly [Name in keyof Sso['apps']]?: string };
  /** By name. `owner` (`org:admin` of the worker's tenant), `member` (`org:member`) and `outsider` (in none) exist unless replaced here. */
  readonly accounts?: Readonly<Record<string, AccountDefinition>>;
  readonly selectors?: Partial<SignInSelectors>;
  /** Where the variables come from; default: this process, then `.env.local`. Called once in each worker. */
  readonly variables?: () => Variables;
}

export const DEFAULT_ACCOUNTS: Readonly<Record<string, AccountDefinition>> = {
  owner: { role: 'org:admin' },
  member: { role: 'org:member' },
  outsider: {},
};

export const DEFAULT_SELECTORS: SignInSelectors = {
  identifier: 'input[name=identifier]',
  password: 'input[name=password]',
};
