import { getDomain } from 'tldts';
import type { Finding, LiveCheck } from '../check.ts';
import type { Site } from '../live/site.ts';

/** @source Clerk docs "Development vs. production"; Public Suffix List (vercel.app). */
export const liveKeys: LiveCheck = {
  id: 'live-keys',
  kind: 'live',
  title: 'Deployed apps whose keys cannot share a session',
  whyItMatters:
    'A development instance shares no session between subdomains, and passes its token in addresses. Two instances know nothing of each other. Hosts under vercel.app share no cookies.',
  fix: 'Deploy every app with the publishable key of one production instance, on subdomains of a registrable domain of your own.',
  severity: 'error',
  run: ({ sites }) => [...testKeys(sites), ...severalInstances(sites), ...publicSuffixes(sites)],
};

function isOwnDomain({ hostname }: URL): boolean {
  return getDomain(hostname, { allowPrivateDomains: true }) !== null && !hostname.endsWith('.vercel.app');
}

function testKeys(sites: readonly Site[]): readonly Finding[] {
  return sites
    .filter(
      ({ url, publishableKey }) =>
        url.protocol === 'https:' && isOwnDomain(url) && publishableKey?.startsWith('pk_test_'),
    )
    .map(({ url }) => ({ saw: `${url.host} has a test key` }));
}

function severalInstances(sites: readonly Site[]): readonly Finding[] {
  const [first] = sites.filter(({ publishableKey }) => publishableKey !== undefined);
  return sites
    .filter(({ publishableKey }) => publishableKey !== undefined && publishableKey !== first?.publishableKey)
    .map(({ url }) => ({ saw: `${url.host} has the key of another instance than ${first?.url.host}` }));
}

function publicSuffixes(sites: readonly Site[]): readonly Finding[] {
  const live = sites.filter(
    ({ url, publishableKey }) =>
      url.hostname.endsWith('.vercel.app') && publishableKey?.startsWith('pk_live_'),
  );
  return live.map(({ url }) => ({ saw: `${url.host} is under vercel.app, and has a live key` }));
}
