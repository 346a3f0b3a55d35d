import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from '@playwright/test';
import { StackError } from '../errors.ts';
import { ROOT, rootBinary } from '../repository.ts';
import { type BrowserSource, chooseChromium } from './choose-chromium.ts';

const run = promisify(execFile);

const START_TIMEOUT_MS = 20_000;
const DOWNLOAD_TIMEOUT_MS = 90_000;
const APT_TIMEOUT_MS = 300_000;

const COMMANDS = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'chrome'];
const MAC_APPS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const NO_BROWSER = `No Chromium was found, and none could be installed. Do one of these, then run the tests again:
- npx playwright install --with-deps chromium
- install Google Chrome or Chromium
- set SSO_CHROMIUM to the path of one`;

/**
 * Finds or installs the browser of the browser tests.
 *
 * @param env SSO_CHROMIUM decides, when set; PATH is searched; an installation gets all of it.
 * @param report Called with one line for each attempt to install a browser.
 * @throws {StackError} `no_browser`: names the three ways out.
 */
export async function findChromium(
  env: NodeJS.ProcessEnv,
  report: (line: string) => void,
): Promise<{ path: string; source: BrowserSource }> {
  const onPath = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const found = await chooseChromium({
    given: env.SSO_CHROMIUM || undefined,
    playwright: chromium.executablePath(),
    system: [...COMMANDS.flatMap((name) => onPath.map((folder) => join(folder, name))), ...MAC_APPS],
    works,
    download: () => download({ env, report }),
    installPackage: canUseApt() ? () => installPackage({ env, report }) : undefined,
  });
  if (!found) throw new StackError('no_browser', NO_BROWSER);
  return found;
}

/** Some distributions install a `chromium` that only prints how to get one, so its presence is not enough. */
async function works(path: string): Promise<boolean> {
  if (!existsSync(path)) return false;
  return run(path, ['--version'], { timeout: START_TIMEOUT_MS }).then(
    () => true,
    () => false,
  );
}

interface InstallContext {
  readonly env: NodeJS.ProcessEnv;
  readonly report: (line: string) => void;
}

async function download(context: InstallContext): Promise<void> {
  context.report('No Chromium found: downloading one (at most 90 s) …');
  const command = [rootBinary('playwright'), 'install', 'chromium'] as const;
  await attempt(command, DOWNLOAD_TIMEOUT_MS, context);
}

async function installPackage(context: InstallContext): Promise<void> {
  context.report("Installing the distribution's chromium package …");
  await attempt(['apt-get', 'update', '-qq'], APT_TIMEOUT_MS, context);
  await attempt(['apt-get', 'install', '-y', '-qq', 'chromium'], APT_TIMEOUT_MS, context);
}

function canUseApt(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version');
}

/** Reports a failure and goes on: `works` decides afterwards whether there is a browser. */
async function attempt(
  [program, ...args]: readonly [string, ...string[]],
  timeout: number,
  { env, report }: InstallContext,
): Promise<void> {
  const options = { cwd: ROOT, timeout, env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } };
  try {
    await run(program, args, { ...options, killSignal: 'SIGKILL' });
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    report(`That did not work: ${reason}`);
  }
}
