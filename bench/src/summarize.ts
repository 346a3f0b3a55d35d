import type { Measurement } from './measure-navigation.ts';
import { SCENARIOS, type ScenarioId } from './scenarios.ts';
import { MODES, type Mode } from './stack.ts';
import { median, percentile } from './statistics.ts';

/** One measured navigation. */
export interface Sample extends Measurement {
  readonly scenario: ScenarioId;
  readonly mode: Mode;
  /** Added to each request to Clerk. */
  readonly roundTripMs: number;
  /** Counted from 0. */
  readonly run: number;
  /** The token that the server accepted names this very app. */
  readonly isAzpOwn: boolean;
}

/** All samples of one navigation in one mode at one distance from Clerk. */
export interface Row {
  readonly scenario: ScenarioId;
  readonly mode: Mode;
  readonly roundTripMs: number;
  readonly samples: number;
  readonly redirects: { readonly median: number | null; readonly max: number };
  readonly documentRequests: number | null;
  readonly clerkRequests: number | null;
  /** Of the navigations that ended on a page rendered for the signed-in person; null when none did. */
  readonly medianMs: number | null;
  readonly p95Ms: number | null;
  /** To the median of a navigation within one app, same mode and distance; null where one of the two is missing. */
  readonly ratioToSameApp: number | null;
  readonly serverSignedIn: number;
  readonly browserSignedIn: number;
  readonly azpOwn: number;
  /** Signed in by a token that names no app. */
  readonly azpMissing: number;
}

/** @returns rows by distance, then navigation, then mode, in the order of their lists; nothing for what was not measured. */
export function summarize(samples: readonly Sample[]): readonly Row[] {
  const distances = [...new Set(samples.map(({ roundTripMs }) => roundTripMs))].sort((x, y) => x - y);
  return distances.flatMap((roundTripMs) =>
    SCENARIOS.flatMap(({ id }) =>
      MODES.flatMap((mode) => {
        const near = samples.filter((sample) => sample.roundTripMs === roundTripMs && sample.mode === mode);
        const own = near.filter(({ scenario }) => scenario === id);
        const limit = near.filter(({ scenario }) => scenario === 'same-app');
        return own.length === 0 ? [] : [toRow({ scenario: id, mode, roundTripMs }, own, limit)];
      }),
    ),
  );
}

function toRow(
  key: Pick<Row, 'scenario' | 'mode' | 'roundTripMs'>,
  own: readonly Sample[],
  limit: readonly Sample[],
): Row {
  const [medianMs, limitMs] = [median(durations(own)), median(durations(limit))];
  const count = (test: (sample: Sample) => boolean) => own.filter(test).length;
  return {
    ...key,
    samples: own.length,
    redirects: {
      median: median(own.map(({ redirects }) => redirects)),
      max: Math.max(...own.map(({ redirects }) => redirects)),
    },
    documentRequests: median(own.map(({ documentRequests }) => documentRequests)),
    clerkRequests: median(own.map(({ clerkRequests }) => clerkRequests)),
    medianMs,
    p95Ms: percentile(durations(own), 0.95),
    ratioToSameApp: medianMs === null || limitMs === null ? null : medianMs / limitMs,
    serverSignedIn: count(({ server }) => server === 'signed in'),
    browserSignedIn: count(({ browser }) => browser === 'signed in'),
    azpOwn: count(({ isAzpOwn }) => isAzpOwn),
    azpMissing: count(({ server, azp }) => server === 'signed in' && azp === null),
  };
}

function durations(samples: readonly Sample[]): number[] {
  return samples.flatMap(({ durationMs }) => (durationMs === null ? [] : [durationMs]));
}
