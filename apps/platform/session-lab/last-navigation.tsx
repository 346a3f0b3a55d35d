'use client';

import { useEffect, useState } from 'react';
import { type Arrival, type Hop, hopsOf } from './hops.ts';

/** Where session sync counts its tries. The app removes them when its page has come; this file is loaded before that. */
const SYNC_TRIES_KEY = '__sso_sync';

const syncsBeforeThisPage = countSyncs();

/**
 * The way to this page, as the browser saw it.
 *
 * @param broken What a button of this page broke before; null: nothing.
 */
export function LastNavigation({ broken }: { broken: string | null }) {
  const [hops, setHops] = useState<readonly Hop[] | null>(null);
  useEffect(() => setHops(hopsOf(readArrival(broken))), [broken]);
  return (
    <ol aria-label="The way to this page" aria-busy={hops === null} className="min-h-44 space-y-0">
      {(hops ?? []).map(({ where, what, detail }, index) => (
        <li key={`${index} ${what}`} className="relative grid grid-cols-[4.5rem_1fr] gap-x-4 pb-5 last:pb-0">
          <span className="pt-0.5 text-right text-sm text-ink-soft">{where}</span>
          <span className="border-l-2 border-accent pl-4">
            <span className="block font-semibold">{what}</span>
            <span className="block text-[0.9375rem] text-ink-soft">{detail}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}

function readArrival(broken: string | null): Arrival {
  const [entry] = performance.getEntriesByType('navigation');
  const navigation = entry instanceof PerformanceNavigationTiming ? entry : null;
  const isThisPage = navigation !== null && new URL(navigation.name).pathname === location.pathname;
  const isPrerendered =
    navigation !== null && 'activationStart' in navigation && Number(navigation.activationStart) > 0;
  return {
    kind: !isThisPage ? 'within the app' : isPrerendered ? 'prerender' : navigation.type,
    fromHost: URL.canParse(document.referrer) ? new URL(document.referrer).host : null,
    host: location.host,
    redirects: navigation?.redirectCount ?? 0,
    syncs: isThisPage ? syncsBeforeThisPage : 0,
    answerMs: isThisPage ? navigation.responseEnd - navigation.requestStart : null,
    broken: broken === null ? null : `after “${broken}”`,
  };
}

function countSyncs(): number {
  try {
    const tries: unknown = JSON.parse(sessionStorage.getItem(SYNC_TRIES_KEY) ?? '[]');
    return Array.isArray(tries) ? tries.length : 0;
  } catch {
    // On the server, and where a browser keeps no site data.
    return 0;
  }
}
