import { readFileSync } from 'node:fs';
import { startClerkLocal } from 'clerk-local/testing';
import { expect, onTestFinished, test } from 'vitest';
import { buildEnvironment } from '../src/environment/build-environment.ts';
import { readArguments } from '../src/read-arguments.ts';
import { resolveAddresses } from '../src/start/addresses.ts';
import { START_ARGS } from '../src/start/command.ts';
import { parseStartOptions } from '../src/start/options.ts';

const README = readFileSync(new URL('../../clerk-local/README.md', import.meta.url), 'utf8');

/** Names in the first column of the table below a heading. */
function namesBelow(heading: string, pattern: RegExp): string[] {
  const section = README.split(`${heading}\n`)[1]?.split(/\n##+ /)[0] ?? '';
  return [...section.matchAll(/^\| (`.*?) *\|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(pattern)].map(([, name = '']) => name),
  );
}

test('the README lists every option, and no other', () => {
  expect(namesBelow('## The command', /`--([\w-]+)`/g).toSorted()).toEqual(
    Object.keys(START_ARGS).toSorted(),
  );
});

test('the README lists every variable that apps get, and no other', async () => {
  const clerk = await startClerkLocal();
  onTestFinished(() => clerk.close());
  const options = parseStartOptions(readArguments(['--app', 'web=3000'], START_ARGS));
  const variables = Object.keys(buildEnvironment(clerk, resolveAddresses(options), options.port));
  expect(namesBelow('### What it gives to the apps', /`([A-Z_]+)`/g).toSorted()).toEqual(
    variables.toSorted(),
  );
});
