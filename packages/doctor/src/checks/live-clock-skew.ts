import type { Finding, LiveCheck } from '../check.ts';
import type { Site } from '../live/site.ts';

/** @source @clerk/backend 3.20.1 `DEFAULT_CLOCK_SKEW_IN_MS`. */
const TOLERATED_MS = 5000;

/** @source clerk/javascript#865, #1436. */
export const liveClockSkew: LiveCheck = {
  id: 'live-clock-skew',
  kind: 'live',
  title: 'The server’s clock and Clerk’s disagree',
  whyItMatters:
    'Tokens live for a minute. A server that is ahead takes them for expired, one that is behind for not yet valid: people go round in handshakes, or are signed out.',
  mend: 'Set the clock of the server right with NTP. Raise clockSkewInMs only for as long as that takes.',
  severity: 'error',
  run: async ({ sites, clockOf }) => {
    const findings: Finding[] = [];
    for (const site of sites)
      findings.push(...judge(site, site.frontendApi && (await clockOf(site.frontendApi))));
    return findings;
  },
};

function judge(
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
