import type { Finding, LiveCheck } from '../check.ts';
import type { Site } from '../live/site.ts';

/** @source @clerk/backend 3.20.1 `DEFAULT_CLOCK_SKEW_IN_MS`. */
const TOLERATED_MS = 5000;

/** @source clerk/javascript#865, #1436. */
export const liveClockSkew: LiveCheck = {
  id: 'live-clock-skew',
  kind: 'live',
  title: 'The clocks of the server and of Clerk disagree',
  whyItMatters:
    'Tokens live for a minute. A server whose clock is ahead rejects them as expired; one whose clock is behind rejects them as not yet valid: users are sent through handshakes, or signed out.',
  fix: 'Correct the clock of the server with NTP. Raise clockSkewInMs only for as long as that takes.',
  severity: 'error',
  run: async ({ sites, clockOf }) => {
    const findings: Finding[] = [];
    for (const site of sites)
      findings.push(...findingsOf(site, site.frontendApi && (await clockOf(site.frontendApi))));
    return findings;
  },
};

function findingsOf(
  { url, clockAheadMs, frontendApi }: Site,
  clerkAheadMs: number | undefined,
): readonly Finding[] {
  if (clockAheadMs === undefined || clerkAheadMs === undefined) return [];
  const difference = clockAheadMs - clerkAheadMs;
  if (Math.abs(difference) <= TOLERATED_MS) return [];
  const seconds = Math.round(Math.abs(difference) / 1000);
  return [
    {
      saw: `${url.host} is ${seconds} s ${difference > 0 ? 'ahead of' : 'behind'} ${frontendApi?.host ?? 'Clerk'}`,
    },
  ];
}
