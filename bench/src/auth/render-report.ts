import Table from 'cli-table3';
import pc from 'picocolors';
import { renderMachine } from '../machine.ts';
import { renderTargets } from '../render-targets.ts';
import type { Target } from '../targets.ts';
import type { ClientSize } from './client-size.ts';
import type { Setup } from './setup.ts';
import type { Row, Spread } from './summarize.ts';
import { VARIANTS, type Variant } from './variants.ts';

export interface AuthReport {
  readonly setup: Setup;
  readonly rows: readonly Row[];
  readonly size: ClientSize;
  readonly targets: readonly Target[];
}

/** Machine and command, a table of JSON routes, a table of pages, the size, then the targets. */
export function renderReport({ setup, rows, size, targets }: AuthReport): string {
  const versions = Object.entries(setup.versions).map(([name, version]) => `${name} ${version}`);
  return [
    `${renderMachine(setup.machine, versions)}\n${setup.command}`,
    `${pc.bold('A JSON route')}\n${renderTable(rows, 'json', 'x open')}`,
    `${pc.bold('A page rendered for the request')}\n${renderTable(rows, 'page', 'x bare')}`,
    pc.dim(
      `Medians of ${setup.rounds} rounds (least to most), ${setup.seconds} s each, ${setup.connections} requests at a time; ` +
        'the ratio is taken within each round.',
    ),
    renderSize(size),
    renderTargets(targets),
  ].join('\n\n');
}

function renderTable(rows: readonly Row[], kind: Variant['kind'], base: string): string {
  const table = new Table({
    head: ['', 'Requests/s', '', base, '', 'p50', 'p99'].map((title) => pc.bold(title)),
    style: { head: [], border: [], compact: true },
    colAligns: ['left', 'right', 'left', 'right', 'left', 'right', 'right'],
  });
  for (const variant of VARIANTS.filter((each) => each.kind === kind)) {
    const row = rows.find((each) => each.variant === variant.id);
    if (!row) continue;
    const ratio = row.ratio ? cells(row.ratio, 2) : ['', ''];
    table.push([
      variant.title,
      ...cells(row.requestsPerSecond, 0),
      ...ratio,
      formatMs(row.p50Ms),
      formatMs(row.p99Ms),
    ]);
  }
  return table.toString();
}

function cells({ median, min, max }: Spread, digits: number): [string, string] {
  return [median.toFixed(digits), pc.dim(`${min.toFixed(digits)} to ${max.toFixed(digits)}`)];
}

function renderSize({ ours, clerk, addedBytes }: ClientSize): string {
  const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`;
  return (
    `Scripts of a page, after gzip: with SsoProvider, useAuthFetch and AppLink ${kilobytes(ours.gzipBytes)}, ` +
    `with ClerkProvider and useAuth ${kilobytes(clerk.gzipBytes)}: ${kilobytes(addedBytes)} more`
  );
}

function formatMs(ms: number): string {
  return `${ms.toFixed(1)} ms`;
}
