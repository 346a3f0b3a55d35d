import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { z } from 'zod';
import type { EnvironmentCheck, Finding } from '../check.ts';

/** @source The command `clerk doctor --json` of clerk 3.3.0: a list on the standard output, whatever the exit code. */
const Results = z.array(
  z.object({
    name: z.string(),
    status: z.enum(['pass', 'warn', 'fail']),
    message: z.string(),
    remedy: z.string().optional(),
  }),
);

const TIME_LIMIT_MS = 30_000;

export const clerkCli: EnvironmentCheck = {
  id: 'clerk-cli',
  kind: 'environment',
  title: 'Clerk’s own doctor found something',
  whyItMatters:
    'It checks what only Clerk knows: whether the linked application and its instances exist, and whether their keys are the ones in use here.',
  fix: 'Follow the advice of each finding. Run clerk doctor for the whole report.',
  severity: 'warning',
  run: async ({ repository, variables }) => {
    const command = findCommand(variables.PATH);
    const results = command === undefined ? undefined : await ask(command, repository.root, variables);
    // Without a user signed in to the tool its results do not concern the repository.
    const isSignedIn =
      results?.some(({ name, status }) => name === 'Logged in' && status === 'pass') === true;
    if (!results || !isSignedIn) return [];
    return results
      .filter(({ status }) => status === 'fail')
      .map(
        ({ name, message, remedy }): Finding => ({
          saw: [`${name}: ${message}`, remedy].filter(Boolean).join('. ').replace(/\.$/, ''),
        }),
      );
  },
};

/** On this machine's path: nothing of the examined repository is run, its node_modules included. */
function findCommand(path = ''): string | undefined {
  return path
    .split(delimiter)
    .filter(isAbsolute)
    .map((folder) => join(folder, 'clerk'))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** undefined: no answer, or none of the form we know. */
function ask(
  command: string,
  cwd: string,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<z.infer<typeof Results> | undefined> {
  const env = { ...variables, CLERK_TELEMETRY_DISABLED: '1' };
  return new Promise((resolve) => {
    execFile(command, ['doctor', '--json'], { cwd, env, timeout: TIME_LIMIT_MS }, (_error, stdout) => {
      resolve(parseResults(stdout));
    });
  });
}

function parseResults(output: string): z.infer<typeof Results> | undefined {
  try {
    return Results.safeParse(JSON.parse(output)).data;
  } catch {
    return undefined;
  }
}
