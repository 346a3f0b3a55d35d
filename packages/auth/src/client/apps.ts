import { readTopology } from '../environment/build-env.ts';
import type { ApiName, AppName } from '../registry/define-sso.ts';

/**
 * The address of a page of any of the apps, or of an endpoint of an API, in this environment.
 *
 * @param path Begins with "/"; default the app's home.
 * @returns Absolute URL; undefined when the app has no deployment in this environment (a preview without it).
 * @example appUrl('docs', '/why-azp') // 'http://docs.acme.localhost:3000/why-azp'
 */
export function appUrl(app: AppName | ApiName, path: `/${string}` = '/'): string | undefined {
  const origin = readTopology().origins[app];
  return origin ? `${origin}${path}` : undefined;
}

/**
 * The apps with pages that exist in this environment, in the order of the registry. A menu can list them without importing
 * `sso.config.ts`, which would bring the list of public suffixes into the browser.
 *
 * @throws When the app's next.config.ts is not wrapped in `withSso()`.
 */
export function reachableApps(): readonly AppName[] {
  const { origins, known } = readTopology();
  const names = Object.entries(origins).filter(([, origin]) => origin && known.includes(origin));
  // Object.entries widens the keys; an origin among `known` is that of an app with pages.
  return names.map(([name]) => name as AppName);
}
