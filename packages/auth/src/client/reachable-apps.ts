import type { AppName } from '../../sso.config.ts';
import { readTopology } from './env.ts';

/**
 * The apps with pages that exist in this environment, in the order of the registry: what a menu can list without asking
 * `sso.config.ts`, which would bring the list of public suffixes into the browser.
 *
 * @throws When the app's next.config.ts is not wrapped in `withSso()`.
 */
export function reachableApps(): readonly AppName[] {
  const { origins, known } = readTopology();
  const names = Object.entries(origins).filter(([, origin]) => known.includes(origin));
  // Object.entries widens the keys; an origin among `known` is that of an app with pages.
  return names.map(([name]) => name as AppName);
}
