import { defineCommand } from 'citty';
import { startBar } from '../progress-bar.ts';
import { startApps } from './apps.ts';
import { assertGuarded } from './assert-guarded.ts';
import { buildApp } from './build-app.ts';
import { measureClientSize } from './client-size.ts';
import { createCredentials } from './credentials.ts';
import { startLoadGenerator } from './load.ts';
import { parseOptions } from './options.ts';
import { renderReport } from './render-report.ts';
import { runRounds } from './run-rounds.ts';
import { describeSetup } from './setup.ts';
import { summarize } from './summarize.ts';
import { checkTargets } from './targets.ts';
import { VARIANTS } from './variants.ts';

/** `bench auth`: what verifying a session costs per request, with this package and with others, side by side. */
export const authCommand = defineCommand({
  meta: {
    name: 'auth',
    description: 'What verifying a session costs per request, beside other ways of doing it',
  },
  args: {
    rounds: { type: 'string', description: 'How often each variant has its turn', default: '12' },
    seconds: { type: 'string', description: 'How long a turn lasts', default: '1' },
    connections: { type: 'string', description: 'Requests under way at any time', default: '20' },
    json: { type: 'boolean', description: 'One JSON document with all samples instead of tables' },
  },
  async run({ args }) {
    const options = parseOptions(args);
    const bar = startBar(VARIANTS.length * (options.rounds + 1), '(building bench/auth-app)');
    await buildApp();
    bar.say('(starting)');
    const apps = await startApps(VARIANTS);
    const generator = startLoadGenerator();
    try {
      const turnHeaders = createCredentials(apps);
      for (const variant of apps.variants) await assertGuarded(variant, apps, turnHeaders);
      const size = await measureClientSize(apps, turnHeaders);
      const onTurn = (title: string) => {
        bar.increment();
        bar.say(title);
      };
      const turns = await runRounds({ ...options, ...apps, turnHeaders, generator, onTurn });
      bar.stop();
      const rows = summarize(turns);
      const targets = checkTargets(rows, size);
      const setup = describeSetup(options);
      console.log(
        args.json
          ? JSON.stringify({ setup, targets, rows, size, turns }, null, 2)
          : renderReport({ setup, targets, rows, size }),
      );
      if (targets.some(({ isMet }) => !isMet)) process.exitCode = 1;
    } finally {
      generator.close();
      await apps.close();
    }
  },
});
