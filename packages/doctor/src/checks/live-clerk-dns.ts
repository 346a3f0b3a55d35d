import { getDomain } from 'tldts';
import type { Finding, LiveCheck } from '../check.ts';
import { frontendApiOf } from '../clerk/keys.ts';
import type { NameAnswer } from '../live/live.ts';

/** @source Clerk docs "Deploy to production": DNS records. */
const TARGET = 'frontend-api.clerk.services';

export const liveClerkDns: LiveCheck = {
  id: 'live-clerk-dns',
  kind: 'live',
  title: 'The host of Clerk’s Frontend API does not lead to Clerk',
  whyItMatters:
    'The browser loads clerk-js and every session from there. Without the record nobody can sign in. With a wildcard record the host leads to your own server, which is not Clerk.',
  fix: `Add a CNAME record for the host to ${TARGET}, without a CDN’s proxy in front, and check that no wildcard record takes its place.`,
  severity: 'error',
  run: async ({ sites, lookUp }) => {
    const hosts = new Set(sites.flatMap(({ publishableKey }) => productionHost(publishableKey) ?? []));
    const findings: Finding[] = [];
    for (const host of hosts) findings.push(...findingsOf(host, await lookUp(host)));
    return findings;
  },
};

/** Development instances and local ones have no records of yours. */
function productionHost(key: string | undefined): string | undefined {
  const host = key?.startsWith('pk_live_') ? frontendApiOf(key) : undefined;
  return host !== undefined && getDomain(host) !== null && !/localhost(?::\d+)?$/.test(host)
    ? host
    : undefined;
}

function findingsOf(host: string, answer: NameAnswer): readonly Finding[] {
  if (answer === 'absent') return [{ saw: `${host} has no DNS record` }];
  if (typeof answer === 'string') return [];
  const alias = answer.aliasOf.replace(/\.$/, '').toLowerCase();
  return alias === TARGET ? [] : [{ saw: `${host} is an alias of ${alias}` }];
}
