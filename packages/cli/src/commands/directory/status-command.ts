import { type DirectoryStatus, readStatus } from '@repo/directory';
import { defineCommand } from 'citty';
import { assertNodeVersion } from '../../options.ts';
import { describeLocation, withDirectory } from './with-directory.ts';

/** `sso directory status`: counts what is in the mirror. Changes nothing. */
export const statusCommand = defineCommand({
  meta: { name: 'status', description: 'Count what is in the mirror' },
  args: { json: { type: 'boolean', description: 'Print one line of JSON: engine, objects, events, sync' } },
  async run({ args }) {
    assertNodeVersion(process.versions.node);
    await withDirectory(undefined, { migrate: false }, async ({ db, engine }, location) => {
      const status = await readStatus(db);
      if (args.json) console.log(JSON.stringify({ engine, ...status }));
      else console.log([describeLocation(location), ...renderStatus(status)].join('\n'));
    });
  },
});

/** Lines for people. */
function renderStatus({ objects, events, sync }: DirectoryStatus): readonly string[] {
  const kinds = Object.entries(objects).map(
    ([kind, { present, deleted }]) => `  ${`${kind}s`.padEnd(14)}${present}, and ${deleted} deleted`,
  );
  const latest =
    events.lastReceivedAtMs === null ? '' : `, the latest ${formatTime(events.lastReceivedAtMs)}`;
  const kept = events.kept === 0 ? '' : `, ${events.kept} of them kept because their form is unknown`;
  return [
    ...kinds,
    `  ${'deliveries'.padEnd(14)}${events.received}${kept}${latest}`,
    `  ${renderSync(sync)}`,
  ];
}

function renderSync(sync: DirectoryStatus['sync']): string {
  const label = 'sync'.padEnd(14);
  if (!sync) return `${label}never: run \`pnpm sso directory sync\``;
  const started = formatTime(sync.startedAtMs);
  if (sync.finishedAtMs !== null) return `${label}finished ${formatTime(sync.finishedAtMs)}`;
  return `${label}began ${started} and is at "${sync.step ?? '?'}"; if it no longer runs, resume it with --resume`;
}

function formatTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}
