import {
  exitCodeOf,
  parseMaxHops,
  parseStartUrl,
  readCookieJarFile,
  renderTrace,
  traceUrl,
} from '@repo/trace';
import { defineCommand } from 'citty';
import pc from 'picocolors';
import { CliError } from '../../cli-error.ts';
import { assertNodeVersion } from '../../options.ts';

const TIME_LIMIT_MS = 15_000;

/** `sso trace`: shows every hop of a browser to a URL, and why it happened. Works on any site, with or without this package. */
export const traceCommand = defineCommand({
  meta: {
    name: 'trace',
    description: 'Follow a URL as a browser would, and explain every hop and the outcome',
  },
  args: {
    url: {
      type: 'positional',
      required: false,
      description:
        'Where to start. No JavaScript is run. Exit code: 0 signed in, anonymous or session sync; 1 something to fix; 2 wrong usage',
      valueHint: 'URL',
    },
    'cookie-jar': {
      type: 'string',
      description:
        "Use the cookies in this file and write them back: curl's cookies.txt or Playwright's storageState. The file " +
        'holds secrets: anyone who has it is signed in as you. Without it: an anonymous visitor',
      valueHint: 'FILE',
    },
    json: { type: 'boolean', description: 'Print one JSON document (version 2) instead of text' },
    'max-hops': { type: 'string', description: 'Stop after this many requests (1 to 100)', valueHint: '20' },
  },
  async run({ args }) {
    assertNodeVersion(process.versions.node);
    const url = parseStartUrl(args.url, args._);
    const maxHops = parseMaxHops(args['max-hops']);
    if (args['cookie-jar'] === '') throw new CliError('invalid_usage', '--cookie-jar needs a file.');
    const jar = args['cookie-jar'] === undefined ? undefined : readCookieJarFile(args['cookie-jar']);
    const { trace, cookies } = await traceUrl(url, {
      initial: jar?.cookies ?? [],
      maxHops,
      timeLimitMs: TIME_LIMIT_MS,
    });
    const colors = pc.createColors(pc.isColorSupported && process.stdout.isTTY === true);
    console.log(args.json ? JSON.stringify(trace, null, 2) : renderTrace(trace, colors));
    // Last, so that the report is printed even where the folder cannot be written to.
    process.exitCode = exitCodeOf(trace.outcome);
    jar?.save(cookies);
  },
});
