import { chromium } from '@playwright/test';
import { findChromium } from '@repo/stack/chromium';
import { defineCommand } from 'citty';
import { describeMachine } from './machine.ts';
import { startBar } from './progress-bar.ts';
import { renderReport } from './render-table.ts';
import { ROUND_TRIPS_MS, runBench } from './run-bench.ts';
import { SCENARIOS, type ScenarioId } from './scenarios.ts';
import { MODES, startBenchStack } from './stack.ts';
import { summarize } from './summarize.ts';
import { checkTargets } from './targets.ts';
import { UsageError } from './usage-error.ts';

/** `bench sso`: what it costs to go from one app to another, with clerkMiddleware() and with ours, side by side. */
export const ssoCommand = defineCommand({
  meta: {
    name: 'sso',
    description: 'What navigating between apps costs, with clerkMiddleware() and with ours',
  },
  args: {
    runs: { type: 'string', description: 'How often each navigation is measured', default: '20' },
    only: {
      type: 'string',
      description: 'Only these navigations',
      valueHint: SCENARIOS.map(({ id }) => id).join(','),
    },
    json: { type: 'boolean', description: 'One JSON document with all samples instead of tables' },
    check: { type: 'boolean', description: 'End with exit code 1 when a target is missed' },
  },
  async run({ args }) {
    const runs = parseRuns(args.runs);
    const scenarios = parseScenarios(args.only);
    const { path: executablePath } = await findChromium(process.env, console.error);
    const stack = await startBenchStack();
    // As in playwright.config.ts: Chromium's sandbox cannot be used by root.
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const browser = await chromium.launch({ executablePath, args: sandbox }).catch(async (error: unknown) => {
      await stack.close();
      throw error;
    });
    try {
      const machine = { ...describeMachine(), chromium: browser.version() };
      const bar = startBar(runs * scenarios.length * MODES.length * ROUND_TRIPS_MS.length);
      const samples = await runBench({ stack, browser, runs, scenarios, onSample: () => bar.increment() });
      bar.stop();
      const rows = summarize(samples);
      const targets = checkTargets(rows);
      console.log(
        args.json
          ? JSON.stringify({ machine, runs, targets, rows, samples }, null, 2)
          : renderReport(machine, rows, targets),
      );
      if (args.check && targets.some(({ isMet }) => !isMet)) process.exitCode = 1;
    } finally {
      await browser.close();
      await stack.close();
    }
  },
});

function parseRuns(text: string): number {
  const runs = Number(text);
  if (Number.isInteger(runs) && runs >= 1) return runs;
  throw new UsageError(`--runs is "${text}"; it is a whole number from 1.`);
}

function parseScenarios(only: string | undefined): readonly ScenarioId[] {
  const ids = SCENARIOS.map(({ id }) => id);
  if (only === undefined) return ids;
  const wanted = only.split(',').map((name) => name.trim());
  const unknown = wanted.find((name) => !ids.some((id) => id === name));
  if (unknown !== undefined) {
    throw new UsageError(`There is no navigation "${unknown}". Navigations: ${ids.join(', ')}.`);
  }
  return ids.filter((id) => wanted.includes(id));
}
