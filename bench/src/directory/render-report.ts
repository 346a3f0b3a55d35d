import Table from 'cli-table3';
import pc from 'picocolors';
import type { History } from './history.ts';
import type { Engine, Measurement } from './measure-engine.ts';
import type { DirectoryBenchOptions } from './options.ts';

/** An engine that was not there. */
export interface Absent {
  readonly engine: Engine;
  readonly reason: string;
}

/** What was delivered, a row for each engine, and the command that measures it again. */
export function renderReport(
  { deliveries, objects, kills, seed }: DirectoryBenchOptions,
  { events }: History,
  { machine, measured }: { readonly machine: string; readonly measured: readonly (Measurement | Absent)[] },
): string {
  const table = new Table({
    head: ['Engine', 'Writers', 'Deliveries/s', 'Duration', 'Kills', 'Sent again', 'Rows', 'Equal'].map(
      (title) => pc.bold(title),
    ),
    style: { head: [], border: [], compact: true },
    colAligns: ['left', 'left', 'right', 'right', 'right', 'right', 'right', 'left'],
  });
  for (const each of measured)
    table.push('reason' in each ? [each.engine, { colSpan: 7, content: each.reason }] : row(each));
  return [
    machine,
    `${format(deliveries)} signed deliveries of ${format(objects)} objects: ${format(events)} events, the rest copies, shuffled within 10 minutes.`,
    table.toString(),
    pc.dim(
      'Duration: until the last 204, restarts of killed processes within. Equal: every column of every row, and the id of every event.',
    ),
    `pnpm bench directory --deliveries=${deliveries} --kills=${kills} --seed=${seed}`,
  ].join('\n');
}

function row(each: Measurement): string[] {
  return [
    each.title,
    each.writers,
    format(Math.round(each.deliveriesPerSecond)),
    `${(each.durationMs / 1000).toFixed(1)} s`,
    String(each.kills),
    format(each.again),
    format(each.rows),
    each.isEqual ? pc.green('yes') : pc.red(`NO: ${each.wrong.join(', ')}`),
  ];
}

function format(count: number): string {
  return count.toLocaleString('en');
}
