import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  CHECKS,
  type DoctorReport,
  explainCheck,
  levelOf,
  parseLiveUrls,
  parseRoot,
  renderReport,
  runDoctor,
  selectChecks,
  toReportJSON,
  toSarif,
} from '@repo/doctor';
import { ROOT } from '@repo/stack/repository';
import { readCookieJarFile } from '@repo/trace';
import { defineCommand } from 'citty';
import pc from 'picocolors';
import { CliError } from '../../cli-error.ts';
import { assertNodeVersion } from '../../options.ts';

/** `sso doctor`: looks for known faults of Clerk on subdomains, in any repository. */
export const doctorCommand = defineCommand({
  meta: {
    name: 'doctor',
    description:
      'Look for known faults of Clerk setups in any Next.js repository, and fix what is mechanical; explain ID says more about a check',
  },
  args: {
    root: {
      type: 'string',
      description: 'The repository to examine, with this project’s packages or without. Default: this one',
      valueHint: 'DIR',
    },
    live: {
      type: 'string',
      description:
        'Examine these deployed apps as well: clocks, cookies, DNS, headers; with CLERK_SECRET_KEY the instance’s settings',
      valueHint: 'URL,URL',
    },
    'cookie-jar': {
      type: 'string',
      description:
        'With --live: send the cookies in this file (cookies.txt or storageState). It is only read',
      valueHint: 'FILE',
    },
    only: { type: 'string', description: 'Run only these checks', valueHint: 'ID,ID' },
    fix: { type: 'boolean', description: 'Fix what is mechanical, and show every line that changed' },
    json: { type: 'boolean', description: 'Print one JSON document (version 2) instead of text' },
    sarif: {
      type: 'string',
      description: 'Also write SARIF 2.1.0 for code scanning to this file',
      valueHint: 'FILE',
    },
  },
  async run({ args }) {
    assertNodeVersion(process.versions.node);
    const colors = pc.createColors(pc.isColorSupported && process.stdout.isTTY === true);
    const [verb, id, ...rest] = args._;
    if (verb === 'explain' && rest.length === 0) {
      console.log(explainCheck(CHECKS, id, colors));
      return;
    }
    // Else this repository would be examined in place of the one that was meant.
    if (args._.length > 0) throw new CliError('invalid_usage', 'Name the repository with --root DIR.');
    const calledIn = process.env.INIT_CWD ?? process.cwd();
    const root = args.root === undefined ? ROOT : parseRoot(args.root, calledIn);
    if (args.sarif === '') throw new CliError('invalid_usage', '--sarif needs a file.');
    const jar = args['cookie-jar'];
    const report = await runDoctor({
      root,
      checks: selectChecks(CHECKS, args),
      variables: process.env,
      urls: parseLiveUrls(args.live),
      cookies: jar === undefined ? [] : readCookieJarFile(resolve(calledIn, jar)).cookies,
      isFixing: args.fix ?? false,
    });
    if (args.sarif !== undefined) writeSarif(resolve(calledIn, args.sarif), report);
    console.log(args.json ? JSON.stringify(toReportJSON(report), null, 2) : renderReport(report, colors));
    // Advice stops no build.
    const levels = report.results.flatMap(({ check, findings }) =>
      findings.map((one) => levelOf(check, one)),
    );
    process.exitCode = levels.some((level) => level !== 'note') ? 1 : 0;
  },
});

function writeSarif(path: string, report: DoctorReport): void {
  try {
    writeFileSync(path, `${JSON.stringify(toSarif(report), null, 2)}\n`);
  } catch {
    throw new CliError('invalid_usage', `${path} cannot be written.`);
  }
}
