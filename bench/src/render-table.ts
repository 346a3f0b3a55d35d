import Table from 'cli-table3';
import pc from 'picocolors';
import { type Machine, renderMachine } from './machine.ts';
import { renderTargets } from './render-targets.ts';
import { SCENARIOS } from './scenarios.ts';
import type { Mode } from './stack.ts';
import type { Row } from './summarize.ts';
import type { Target } from './targets.ts';

const MODE_TITLES: Readonly<Record<Mode, string>> = {
  bare: 'clerkMiddleware()',
  parties: '+ authorizedParties',
  ours: 'createAuthProxy()',
};

/** The machine, one table for each distance from Clerk, then the targets. */
export function renderReport(
  machine: Machine & { readonly chromium: string },
  rows: readonly Row[],
  targets: readonly Target[],
): string {
  const distances = [...new Set(rows.map(({ roundTripMs }) => roundTripMs))];
  const tables = distances.map((roundTripMs) => {
    const title = pc.bold(`${roundTripMs} ms added to each request to Clerk`);
    return `${title}\n${renderTable(rows.filter((row) => row.roundTripMs === roundTripMs))}`;
  });
  const browser = [`Chromium ${machine.chromium}`, `${rows[0]?.samples ?? 0} runs`];
  return [renderMachine(machine, browser), ...tables, renderTargets(targets)].join('\n\n');
}

function renderTable(rows: readonly Row[]): string {
  const table = new Table({
    head: [
      'Navigation',
      'Guard',
      'Redirects',
      'Requests',
      'Median',
      'p95',
      'x same app',
      'Server',
      'Browser',
      'azp',
    ].map((title) => pc.bold(title)),
    style: { head: [], border: [], compact: true },
    colAligns: ['left', 'left', 'right', 'right', 'right', 'right', 'right', 'left', 'left', 'left'],
  });
  for (const [index, row] of rows.entries()) {
    const isFirst = rows[index - 1]?.scenario !== row.scenario;
    const title = SCENARIOS.find(({ id }) => id === row.scenario)?.title ?? row.scenario;
    table.push([isFirst ? title : '', ...cells(row)]);
  }
  return `${table.toString()}\n${pc.dim('Requests: documents from apps + calls of Clerk, without its scripts. Time: until the signed-in page is parsed.')}`;
}

function cells(row: Row): string[] {
  const { redirects } = row;
  const isSteady = redirects.median === redirects.max;
  return [
    MODE_TITLES[row.mode],
    isSteady ? String(redirects.max) : `${redirects.median}, at most ${redirects.max}`,
    `${row.documentRequests} + ${row.clerkRequests}`,
    formatMs(row.medianMs),
    formatMs(row.p95Ms),
    row.ratioToSameApp === null ? '' : row.ratioToSameApp.toFixed(2),
    formatShare(row.serverSignedIn, row.samples, ['signed in', 'signed out']),
    formatShare(row.browserSignedIn, row.samples, ['signed in', 'signed out']),
    formatShare(row.azpOwn, row.samples, ['own', row.serverSignedIn === 0 ? '' : 'missing']),
  ];
}

function formatMs(ms: number | null): string {
  return ms === null ? 'never' : `${ms.toFixed(0)} ms`;
}

/** @param words For all of them, and for none. */
function formatShare(count: number, all: number, [whole, none]: readonly [string, string]): string {
  if (count === all) return whole;
  return count === 0 ? none : `${whole} ${count} of ${all}`;
}
