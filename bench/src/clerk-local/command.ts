import { defineCommand } from 'citty';
import Table from 'cli-table3';
import pc from 'picocolors';
import { describeMachine, renderMachine } from '../machine.ts';
import { renderTargets } from '../render-targets.ts';
import { measure } from './measure.ts';
import { parseOptions } from './options.ts';
import { checkTargets, formatFigure, summarize } from './summarize.ts';

/** `bench clerk-local`: how fast the local Clerk starts, mints and signs in, and how much memory it needs. */
export const clerkLocalCommand = defineCommand({
  meta: {
    name: 'clerk-local',
    description: 'How fast the local Clerk starts, mints tokens and signs in, and its memory',
  },
  args: {
    rounds: { type: 'string', description: 'How often each figure is measured', default: '5' },
    connections: { type: 'string', description: 'Requests under way at any time', default: '8' },
    json: { type: 'boolean', description: 'One JSON document with all samples instead of a table' },
  },
  async run({ args }) {
    const options = parseOptions(args);
    const measured = await measure(options, (title) => process.stderr.write(`${title}\n`));
    const figures = summarize(measured);
    const targets = checkTargets(figures);
    const machine = describeMachine();
    if (args.json) {
      console.log(JSON.stringify({ machine, ...options, targets, figures, measured }, null, 2));
    } else {
      const table = new Table({
        style: { head: [], border: [], compact: true },
        colAligns: ['left', 'right'],
      });
      table.push(...figures.map((figure) => [figure.title, formatFigure(figure)]));
      const note = pc.dim(`Medians of ${options.rounds} rounds, ${options.connections} requests at a time.`);
      console.log([renderMachine(machine, []), table.toString(), note, renderTargets(targets)].join('\n\n'));
    }
    if (targets.some(({ isMet }) => !isMet)) process.exitCode = 1;
  },
});
