import { cpus, totalmem } from 'node:os';
import { defineCommand } from 'citty';
import { SingleBar } from 'cli-progress';
import { buildHistory, type History } from './history.ts';
import { type Engine, type Measurement, measureEngine } from './measure-engine.ts';
import { type DirectoryBenchOptions, parseOptions } from './options.ts';
import { type Absent, renderReport } from './render-report.ts';

/** `bench directory`: whether the mirror is right after shuffled, copied and broken-off deliveries, and how many it processes. */
export const directoryCommand = defineCommand({
  meta: {
    name: 'directory',
    description: 'Webhook deliveries per second, and whether kills leave the mirror right, on both engines',
  },
  args: {
    deliveries: {
      type: 'string',
      description: 'Copies included; a tenth as many objects',
      default: '100000',
    },
    kills: { type: 'string', description: 'How often a process is killed while it writes', default: '20' },
    seed: { type: 'string', description: 'Another one is another history', default: '1' },
    engine: { type: 'string', description: 'Only this one', valueHint: 'pglite,postgres' },
    json: { type: 'boolean', description: 'One JSON document instead of a table' },
  },
  async run({ args }) {
    const options = parseOptions(args);
    const history = buildHistory(options);
    const measured: (Measurement | Absent)[] = [];
    for (const engine of options.engines) measured.push(await measureShown(engine, options, history));
    const machine = `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB · Node ${process.versions.node}`;
    console.log(
      args.json
        ? JSON.stringify({ machine, ...options, events: history.events, measured }, null, 2)
        : renderReport(options, history, { machine, measured }),
    );
    // Speed is reported; being wrong, or not measured at all, fails.
    if (measured.some((each) => 'reason' in each || !each.isEqual)) process.exitCode = 1;
  },
});

async function measureShown(
  engine: Engine,
  { kills, seed, deliveries }: DirectoryBenchOptions,
  history: History,
): Promise<Measurement | Absent> {
  const progress = startProgress(engine, deliveries);
  try {
    const measured = await measureEngine(engine, { history, kills, seed, onProcessed: progress.advance });
    return 'reason' in measured ? { engine, ...measured } : measured;
  } finally {
    progress.stop();
  }
}

/** A bar on a terminal, a line per tenth elsewhere; not on the standard output, which is for the result. */
function startProgress(engine: Engine, total: number) {
  const { stderr } = process;
  let done = 0;
  if (!stderr.isTTY) {
    const advance = () => {
      done += 1;
      const isTenth = Math.floor((done * 10) / total) > Math.floor(((done - 1) * 10) / total);
      if (isTenth) stderr.write(`${engine}: ${done} of ${total}\n`);
    };
    return { advance, stop: () => {} };
  }
  const bar = new SingleBar({
    stream: stderr,
    format: `${engine} {bar} {value}/{total}, about {eta_formatted} left`,
    etaBuffer: 1000,
  });
  bar.start(total, 0);
  return { advance: () => bar.increment(), stop: () => bar.stop() };
}
