import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  type AppliedChange,
  applyChanges,
  assertLive,
  assertRepository,
  CHECKS,
  createEnvironment,
  type Outcome,
  openLive,
  parseLiveUrls,
  parseRoot,
  renderReport,
  runChecks,
  selectChecks,
  toReportJSON,
  toSarif,
} from '@repo/doctor';
import { openRepository } from '@repo/next-repository';
import { ROOT } from '@repo/stack/repository';
import { readCookieJarFile } from '@repo/trace';
import { defineCommand } from 'citty';
import pc from 'picocolors';
import { CliError } from '../../cli-error.ts';
import { assertNodeVersion } from '../../options.ts';

/** `sso doctor`: what is known to go wrong with Clerk on subdomains, looked for in any repository. */
export const doctorCommand = defineCommand({
  meta: {
    name: 'doctor',
    description:
      'Look for what is known to go wrong with Clerk, in any Next.js repository, and mend what is mechanical',
  },
  args: {
    root: {
      type: 'string',
      description: 'The repository to look at, with this project’s packages or without. Default: this one',
      valueHint: 'DIR',
    },
    live: {
      type: 'string',
      description:
        'Look at these deployed apps, too: clocks, cookies, DNS, headers; with CLERK_SECRET_KEY the instance’s settings',
      valueHint: 'URL,URL',
    },
    'cookie-jar': {
      type: 'string',
      description:
        'With --live: be the browser whose cookies are in this file (cookies.txt or storageState). It is only read',
      valueHint: 'FILE',
    },
    only: { type: 'string', description: 'Run these checks alone', valueHint: 'ID,ID' },
    fix: { type: 'boolean', description: 'Mend what is mechanical, and show every line that changed' },
    json: { type: 'boolean', description: 'Print one JSON document (version 1) instead of text' },
    sarif: {
      type: 'string',
      description: 'Write SARIF 2.1.0 for code scanning to this file, too',
      valueHint: 'FILE',
    },
  },
  async run({ args }) {
    assertNodeVersion(process.versions.node);
    const calledIn = process.env.INIT_CWD ?? process.cwd();
    const root = args.root === undefined ? ROOT : parseRoot(args.root, calledIn);
    if (args.sarif === '') throw new CliError('invalid_usage', '--sarif needs a file.');
    const checks = selectChecks(CHECKS, args.only);
    const urls = parseLiveUrls(args.live);
    assertLive(checks, args.only, urls);
    const jar =
      args['cookie-jar'] === undefined
        ? []
        : readCookieJarFile(resolve(calledIn, args['cookie-jar'])).cookies;
    assertRepository(openRepository(root));
    const examine = async () => {
      const environment = createEnvironment(openRepository(root), process.env);
      const live = urls && (await openLive(environment, urls, { cookies: jar }));
      return runChecks(checks, environment, live);
    };
    const first = await examine();
    const applied = args.fix ? applyChanges(root, changesOf(first)) : [];
    const outcomes = applied.length > 0 ? await examine() : first;
    if (args.sarif !== undefined) writeSarif(resolve(calledIn, args.sarif), outcomes);
    const colors = pc.createColors(pc.isColorSupported && process.stdout.isTTY === true);
    if (args.json) console.log(JSON.stringify(toReportJSON(outcomes, applied), null, 2));
    else console.log([...renderApplied(applied), renderReport(outcomes, colors)].join('\n'));
    process.exitCode = outcomes.some(({ findings }) => findings.length > 0) ? 1 : 0;
  },
});

function changesOf(outcomes: readonly Outcome[]) {
  return outcomes.flatMap(({ findings }) => findings.flatMap(({ changes }) => changes ?? []));
}

function renderApplied(applied: readonly AppliedChange[]): readonly string[] {
  return applied.flatMap(({ file, before, after }) => [
    file,
    pc.red(`- ${before}`),
    pc.green(`+ ${after}`),
    '',
  ]);
}

function writeSarif(path: string, outcomes: readonly Outcome[]): void {
  try {
    writeFileSync(path, `${JSON.stringify(toSarif(outcomes), null, 2)}\n`);
  } catch {
    throw new CliError('invalid_usage', `${path} cannot be written.`);
  }
}
