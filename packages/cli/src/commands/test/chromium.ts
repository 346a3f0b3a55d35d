import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from '@playwright/test';
import { CliError } from '../../cli-error.ts';
import { ROOT, rootBinary } from '../../repository.ts';
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
 * @param env SSO_CHROMIUM decides, when set; PATH is searched.
 * @throws {CliError} `no_browser`, exit code 2: says the three ways out.
 */
export async function findChromium(
  env: Readonly<Record<string, string | undefined>>,
): Promise<{ path: string; source: BrowserSource }> {
  const onPath = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const found = await chooseChromium({
    given: env.SSO_CHROMIUM || undefined,
    playwright: chromium.executablePath(),
    system: [...COMMANDS.flatMap((name) => onPath.map((folder) => join(folder, name))), ...MAC_APPS],
    works,
    download,
    installPackage: canUseApt() ? installPackage : undefined,
  });
  if (!found) throw new CliError('no_browser', NO_BROWSER, 2);
  return found;
}

/** Some distributions install a `chromium` that only says how to get one, so being there is not enough. */
async function works(path: string): Promise<boolean> {
  if (!existsSync(path)) return false;
  return run(path, ['--version'], { timeout: START_TIMEOUT_MS }).then(
    () => true,
    () => false,
  );
}

async function download(): Promise<void> {
  console.log('No Chromium found: downloading one (at most 90 s) …');
  await attempt(rootBinary('playwright'), ['install', 'chromium'], DOWNLOAD_TIMEOUT_MS);
}

async function installPackage(): Promise<void> {
  console.log("Installing the distribution's chromium package …");
  await attempt('apt-get', ['update', '-qq'], APT_TIMEOUT_MS);
  await attempt('apt-get', ['install', '-y', '-qq', 'chromium'], APT_TIMEOUT_MS);
}

function canUseApt(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version');
}

/** Whether it helped is judged by what is there afterwards; why not is worth a line. */
async function attempt(command: string, args: readonly string[], timeout: number): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await run(command, args, { cwd: ROOT, timeout, env, killSignal: 'SIGKILL' });
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    console.log(`That did not work: ${reason}`);
  }
}
