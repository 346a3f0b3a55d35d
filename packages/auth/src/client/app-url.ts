import type { ApiName, AppName } from '../../sso.config.ts';
import { readTopology } from './env.ts';

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
