import type { StoredCookie } from '@repo/trace';
import type { Environment } from '../environment.ts';
import type { Site } from './site.ts';

/** What DNS knows of a name; `other`: it has addresses, but no visible alias. */
export type NameAnswer = { readonly aliasOf: string } | 'other' | 'absent' | 'unknown';

/** What live checks ask. Nothing is changed anywhere: every request is a GET. */
export interface Live {
  readonly environment: Environment;
  /** One per address given, at least one. */
  readonly sites: readonly [Site, ...Site[]];
  /** Cookies that were sent; empty for an anonymous visitor. */
  readonly cookies: readonly StoredCookie[];
  /** `Date` of another server, against this machine's clock, milliseconds; undefined: unknown. */
  clockOf(url: URL): Promise<number | undefined>;
  lookUp(host: string): Promise<NameAnswer>;
  /** The Backend API's answer to a GET; undefined without a secret key, or when it refuses. */
  askBackend(path: string): Promise<unknown>;
}
