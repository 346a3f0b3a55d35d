import type { Repository } from '@repo/next-repository';
import type { Finding, LiveCheck } from '../check.ts';
import { readProxyRules } from '../clerk/proxy-rules.ts';
import { findRootDomains } from '../clerk/sso-config.ts';

/** Policies that send no Referer to a sibling app. @source W3C Referrer Policy. */
const SILENT: ReadonlySet<string> = new Set(['same-origin', 'no-referrer']);

/** @source @clerk/backend 3.20.1 `isCrossOriginReferrer`, `PrimaryDomainCrossOriginSync`. */
export const liveReferrerPolicy: LiveCheck = {
  id: 'live-referrer-policy',
  kind: 'live',
  title: 'Every link between your apps costs two redirects',
  whyItMatters:
    'Clerk’s SDK starts a synchronisation when the Referer is of another origin, a sibling subdomain included: each such navigation goes to Clerk’s host and back before the page appears, and the token that comes back names no app.',
  fix: 'Send Referrer-Policy: same-origin from every app; or use createAuthProxy(), which hides the Referer from the SDK.',
  severity: 'warning',
  run: ({ sites, environment: { repository } }) =>
    sites.flatMap(({ url, answers, publishableKey }): readonly Finding[] => {
      const isProduction = publishableKey?.startsWith('pk_live_') === true;
      const page = answers.at(-1);
      if (!isProduction || page === undefined || hidesReferer(repository, url)) return [];
      // Of several policies browsers use the last one they know.
      const policy = page.headers['referrer-policy']?.split(',').at(-1)?.trim().toLowerCase();
      if (policy !== undefined && SILENT.has(policy)) return [];
      return [
        {
          saw: `${url.host} sends ${policy === undefined ? 'no Referrer-Policy' : `Referrer-Policy: ${policy}`}`,
        },
      ];
    }),
};

/** Whether an app of this repository uses createAuthProxy(). */
function hidesReferer(repository: Repository, { hostname }: URL): boolean {
  const isOurs = findRootDomains(repository).some((domain) => hostname.endsWith(`.${domain}`));
  return isOurs && repository.apps.some((app) => readProxyRules(repository, app)?.isOurs === true);
}
