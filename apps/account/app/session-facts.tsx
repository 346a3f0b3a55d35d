import { auth } from '@clerk/nextjs/server';
import { Card, FactList } from '@repo/ui';

/** The claims of this request's token. Renders nothing without a session. */
export async function SessionFacts() {
  const { sessionClaims, orgSlug, orgRole } = await auth();
  if (!sessionClaims) return null;
  const { azp, iss, iat, exp, sid, sub } = sessionClaims;
  return (
    <Card title="Your session, as this page received it" id="session">
      <FactList
        facts={[
          { label: 'Requested by (azp)', value: azp ?? 'None: minted during a redirect', isCode: true },
          { label: 'Issued by (iss)', value: iss, isCode: true },
          { label: 'Issued at', value: clockTime(iat) },
          { label: 'Valid until', value: clockTime(exp) },
          { label: 'Session', value: sid, isCode: true },
          { label: 'User', value: sub, isCode: true },
          {
            label: 'Acting in',
            value: orgSlug ? `${orgSlug} (${orgRole ?? 'no role'})` : 'Personal account',
          },
        ]}
      />
      <p className="mt-5 text-sm text-ink-soft">
        Reload after a minute: session and user stay the same, the times change. Each app gets a token of its
        own, with its own azp.
      </p>
    </Card>
  );
}

/** @param epochSeconds Seconds since 1970, as JWT claims count. */
function clockTime(epochSeconds: number) {
  const iso = new Date(epochSeconds * 1000).toISOString();
  return (
    <time dateTime={iso} className="tabular-nums">
      {iso.slice(11, 19)} UTC
    </time>
  );
}
