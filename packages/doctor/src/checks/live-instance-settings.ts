import { z } from 'zod';
import type { Finding, LiveCheck } from '../check.ts';
import { frontendApiOf } from '../clerk/keys.ts';
import { findRootDomains } from '../clerk/sso-config.ts';
import type { Live } from '../live/live.ts';
import type { Site } from '../live/site.ts';

/** @source Clerk Backend API 2026-05-12: `GetInstance`, `ListDomains`. */
const Instance = z.object({ environment_type: z.string(), allowed_origins: z.array(z.string()).nullish() });
const Domains = z.object({
  data: z.array(z.object({ name: z.string(), is_satellite: z.boolean(), frontend_api_url: z.string() })),
});

export const liveInstanceSettings: LiveCheck = {
  id: 'live-instance-settings',
  kind: 'live',
  title: 'Clerk’s dashboard contradicts the registry or the deployment',
  whyItMatters:
    'The instance decides on which domain sessions are shared and which origins it answers. Where it disagrees with sso.config.ts, users are signed in on a domain that your apps are not on.',
  fix: 'Compare the dashboard (Domains, allowed origins) with sso.config.ts, and copy both keys from the same instance. Allowed subdomains and paths cannot be read through the API: check them yourself.',
  severity: 'error',
  run: async (live) => {
    const instance = Instance.safeParse(await live.askBackend('/v1/instance')).data;
    const domains = Domains.safeParse(await live.askBackend('/v1/domains')).data?.data;
    return [
      ...(domains
        ? [...otherInstance(live.sites, domains), ...otherDomain(live, domains), ...satellites(domains)]
        : []),
      ...(instance
        ? [...otherKind(live.sites, instance), ...wideOrigins(instance.allowed_origins ?? [])]
        : []),
    ];
  },
};

type Domain = z.infer<typeof Domains>['data'][number];

function otherInstance(sites: readonly Site[], domains: readonly Domain[]): readonly Finding[] {
  const known = domains.map(({ frontend_api_url }) => hostOf(frontend_api_url));
  return sites.flatMap(({ url, publishableKey = '' }) => {
    // By the key: the page may load clerk-js through a proxy.
    const host = frontendApiOf(publishableKey);
    if (host === undefined || known.includes(host)) return [];
    return [{ saw: `${url.host} uses ${host}; CLERK_SECRET_KEY is of the instance at ${known.join(', ')}` }];
  });
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

function otherDomain({ environment: { repository } }: Live, domains: readonly Domain[]): readonly Finding[] {
  const registered = findRootDomains(repository);
  const primary = domains.find(({ is_satellite }) => !is_satellite);
  if (registered.length === 0 || !primary || registered.includes(primary.name)) return [];
  return [{ saw: `The instance’s domain is ${primary.name}, the registry’s ${registered[0]}` }];
}

/** A satellite is for another registrable domain: on a subdomain it costs redirects, money and passkeys. */
function satellites(domains: readonly Domain[]): readonly Finding[] {
  const primary = domains.find(({ is_satellite }) => !is_satellite);
  return domains
    .filter(
      ({ is_satellite, name }) => is_satellite && primary !== undefined && name.endsWith(`.${primary.name}`),
    )
    .map(({ name }) => ({ saw: `${name} is a satellite, though it is a subdomain of ${primary?.name}` }));
}

function otherKind(
  sites: readonly Site[],
  { environment_type: kind }: z.infer<typeof Instance>,
): readonly Finding[] {
  const isLive = kind === 'production';
  return sites
    .filter(
      ({ publishableKey }) =>
        publishableKey !== undefined && publishableKey.startsWith('pk_live_') !== isLive,
    )
    .map(({ url }) => ({
      saw: `CLERK_SECRET_KEY is of a ${kind} instance, and the key of ${url.host} is not`,
    }));
}

function wideOrigins(origins: readonly string[]): readonly Finding[] {
  return origins
    .filter(
      (origin) =>
        origin.includes('*') || /^http:\/\/(?!localhost|127\.0\.0\.1|[^/]*\.localhost)/.test(origin),
    )
    .map((origin) => ({ saw: `The instance answers the origin ${origin}` }));
}
