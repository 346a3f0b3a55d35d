import { CORPUS } from '@repo/doctor/corpus';
import { type Score, scoresOf } from '@repo/doctor/corpus/judge';
import { defineCommand } from 'citty';
import Table from 'cli-table3';
import { describeMachine, renderMachine } from '../machine.ts';
import { startBar } from '../progress-bar.ts';
import { renderTargets } from '../render-targets.ts';
import { UsageError } from '../usage-error.ts';
import { judgeCorpus } from './judge-corpus.ts';
import { measureSpeed } from './measure-speed.ts';
import { checkTargets } from './targets.ts';

/** `bench doctor`: what the doctor finds, invents and misses, and how long a large repository takes. */
export const doctorCommand = defineCommand({
  meta: {
    name: 'doctor',
    description: 'What the doctor finds, invents and misses in a corpus of repositories, and how fast it is',
  },
  args: {
    rounds: { type: 'string', description: 'How often the large repository is examined', default: '3' },
    json: { type: 'boolean', description: 'One JSON document instead of tables' },
  },
  async run({ args }) {
    const rounds = Number(args.rounds);
    if (!Number.isInteger(rounds) || rounds < 1)
      throw new UsageError(`--rounds is "${args.rounds}"; it is a whole number from 1.`);
    const bar = startBar(CORPUS.length);
    const judged = await judgeCorpus(() => bar.increment());
    bar.stop();
    const scores = scoresOf(judged);
    const differing = judged.filter(({ expected, found }) => expected.join('\n') !== found.join('\n'));
    const speed = await measureSpeed(rounds);
    const targets = checkTargets(scores, speed);
    const machine = describeMachine();
    if (args.json) {
      console.log(JSON.stringify({ machine, targets, scores, differing, speed }, null, 2));
    } else {
      const where = differing.map(({ name }) => `  ${name}`).join('\n');
      const title = `${CORPUS.length} repositories`;
      console.log(
        [
          renderMachine(machine, [title]),
          renderScores(scores),
          ...(where === '' ? [] : [`Not as expected:\n${where}`]),
          renderTargets(targets),
        ].join('\n\n'),
      );
    }
    if (targets.some(({ isMet }) => !isMet)) process.exitCode = 1;
  },
});

function renderScores(scores: readonly Score[]): string {
  const table = new Table({
    head: ['Check', 'Right', 'Wrong', 'Missed', 'Precision', 'Recall'],
    style: { head: [], border: [], compact: true },
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right'],
  });
  table.push(
    ...scores.map(({ id, right, wrong, missed, precision, recall }) => [
      id,
      String(right),
      String(wrong),
      String(missed),
      precision.toFixed(2),
      recall.toFixed(2),
    ]),
  );
  return table.toString();
}
