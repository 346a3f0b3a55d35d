import type { StoredCookie } from '@repo/trace';
import type { Environment } from '../check.ts';
import type { Site } from './site.ts';

/** What DNS says of a name; `other`: it has addresses, but is no alias that one can see. */
export type NameAnswer = { readonly aliasOf: string } | 'other' | 'absent' | 'unknown';

/** What live checks look at. Nothing is changed anywhere: every request is a GET. */
export interface Live {
  readonly environment: Environment;
  /** One per address given, at least one. */
  readonly sites: readonly [Site, ...Site[]];
  /** Whose cookies were sent along; empty for a stranger. */
  readonly cookies: readonly StoredCookie[];
  /** `Date` of another server, against this machine's clock, milliseconds; undefined: not told. */
  clockOf(url: URL): Promise<number | undefined>;
  lookUp(host: string): Promise<NameAnswer>;
  /** The Backend API's answer to a GET; undefined without a secret key, or when it refuses. */
  askBackend(path: string): Promise<unknown>;
}
