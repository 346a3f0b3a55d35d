import type { ScenarioId } from './scenarios.ts';
import type { Row } from './summarize.ts';

/** How much longer a link between apps may take than one within an app. */
const LINK_RATIO_LIMIT = 1.15;
/** Distance at which the first visit is compared with Clerk's handshake. */
const COMPARED_AT_MS = 60;

/** One promise, and whether the measured rows keep it. */
export interface Target {
  readonly title: string;
  readonly isMet: boolean;
  /** What was measured. */
  readonly measured: string;
}

/**
 * Compares the rows of `ours` with the targets.
 *
 * @returns Only the targets that the rows are about: a partial run says nothing about the rest.
 */
export function checkTargets(rows: readonly Row[]): readonly Target[] {
  const ours = rows.filter(({ mode }) => mode === 'ours');
  if (ours.length === 0) return [];
  return [noRedirects(ours), ...laterLinks(ours), ...firstVisit(rows), azpCorrect(ours), azpLess(ours)];
}

function noRedirects(ours: readonly Row[]): Target {
  const worst = Math.max(...ours.map(({ redirects }) => redirects.max));
  return { title: 'No navigation is redirected', isMet: worst === 0, measured: `at most ${worst}` };
}

function laterLinks(ours: readonly Row[]): Target[] {
  return ours.flatMap(({ scenario, ratioToSameApp, roundTripMs }) => {
    if (scenario !== 'later-link' || ratioToSameApp === null) return [];
    return [
      {
        title: `A later link takes at most ${LINK_RATIO_LIMIT} x a navigation within one app (${roundTripMs} ms to Clerk)`,
        isMet: ratioToSameApp <= LINK_RATIO_LIMIT,
        measured: `${ratioToSameApp.toFixed(2)} x`,
      },
    ];
  });
}

function firstVisit(rows: readonly Row[]): Target[] {
  const medianOf = (mode: Row['mode'], scenario: ScenarioId) =>
    rows.find((row) => row.mode === mode && row.scenario === scenario && row.roundTripMs === COMPARED_AT_MS)
      ?.medianMs;
  const [ours, bare] = [medianOf('ours', 'first-visit'), medianOf('bare', 'first-visit')];
  // undefined: not measured. null: measured, but no navigation arrived.
  if (ours === undefined || bare === undefined) return [];
  const isMet = ours !== null && (bare === null || ours < bare);
  return [
    {
      title: `A first visit is faster than the handshake of clerkMiddleware() (${COMPARED_AT_MS} ms to Clerk)`,
      isMet,
      measured: `${formatMs(ours)} against ${formatMs(bare)}`,
    },
  ];
}

function azpCorrect(ours: readonly Row[]): Target {
  const [right, all] = [sum(ours.map(({ azpOwn }) => azpOwn)), sum(ours.map(({ samples }) => samples))];
  return {
    title: 'Every token names the app that it acts on',
    isMet: right === all,
    measured: `${right} of ${all}`,
  };
}

function azpLess(ours: readonly Row[]): Target {
  const accepted = sum(ours.map(({ azpMissing }) => azpMissing));
  return {
    title: 'No token without azp is accepted',
    isMet: accepted === 0,
    measured: `${accepted} accepted`,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function formatMs(ms: number | null): string {
  return ms === null ? 'never' : `${ms.toFixed(0)} ms`;
}
