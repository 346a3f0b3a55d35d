import type { ArgsDef, CommandDef } from 'citty';
import { defaultSeed, type LogEntry, loadSeed } from 'clerk-local';
import { buildEnvironment } from '../environment/build-environment.ts';
import { writeEnvFile } from '../environment/write-env-file.ts';
import { readArguments } from '../read-arguments.ts';
import { resolveAddresses } from './addresses.ts';
import { parseStartOptions, type StartOptions } from './options.ts';
import { renderEntry, renderReady } from './report.ts';
import { startBehindGateway } from './start-behind-gateway.ts';

/** Options of `clerk-local --domain acme.localhost --app web=3000`. */
export const START_ARGS: ArgsDef = {
  app: {
    type: 'string',
    description: 'Subdomain of an app and the port it listens on; repeat it for more apps',
    valueHint: 'web=3000',
  },
  domain: {
    type: 'string',
    description: 'Domain of the apps, under .localhost (default: acme.localhost)',
    valueHint: 'acme.localhost',
  },
  primary: {
    type: 'string',
    description: 'App with the sign-in page (default: the first)',
    valueHint: 'web',
  },
  port: {
    type: 'string',
    description: 'Port of every address; the Clerk itself takes the next one (default: 4000)',
    valueHint: '4000',
  },
  'sign-in': {
    type: 'string',
    description: 'Path of the sign-in page (default: /sign-in)',
    valueHint: '/sign-in',
  },
  'sign-up': {
    type: 'string',
    description: 'Path of the sign-up page (default: /sign-up)',
    valueHint: '/sign-up',
  },
  seed: {
    type: 'string',
    description:
      'What exists at the first start, a file .yaml, .json, .ts or .js (default: ada@acme.test and others)',
    valueHint: 'FILE',
  },
  state: {
    type: 'string',
    description:
      'Folder that keeps accounts, sessions and keys (default: memory only, and new keys at each start)',
    valueHint: 'DIR',
  },
  'write-env': {
    type: 'string',
    description: 'Add the environment of the apps to this file, or update it there; repeat it for more',
    valueHint: '.env.local',
  },
  verbose: { type: 'boolean', description: 'Print every request' },
};

/**
 * The command that starts the Clerk and the gateway, and runs until a signal.
 *
 * @param signingKeyPem Key to sign with, when it is made; undefined: the Clerk's state has it, or it makes one.
 */
export function createStartCommand(signingKeyPem: Promise<string> | undefined): CommandDef {
  return {
    meta: { name: 'start', description: 'Start the Clerk (also without this word)' },
    args: START_ARGS,
    run: async ({ rawArgs }) => {
      await start(parseStartOptions(readArguments(rawArgs, START_ARGS)), signingKeyPem);
    },
  };
}

async function start(options: StartOptions, signingKeyPem: Promise<string> | undefined): Promise<void> {
  const { port, envFiles, seedFile } = options;
  const seed = seedFile === undefined ? defaultSeed : await loadSeed(seedFile);
  const addresses = resolveAddresses(options);
  const log = (entry: LogEntry) => print(renderEntry(entry, options.isVerbose));
  const { clerk, close } = await startBehindGateway(options, {
    addresses,
    seed,
    log,
    signingKeyPem: await signingKeyPem,
  });
  try {
    const environment = buildEnvironment(clerk, addresses, port);
    for (const file of envFiles) await writeEnvFile(file, environment);
    stopOnSignal(close);
    const startMs = performance.now();
    print(renderReady({ addresses, backendApi: clerk.url, seed, environment, envFiles, startMs }));
  } catch (error) {
    await close();
    throw error;
  }
}

/** Both ports are free and the state is saved before the process ends. A second signal ends it at once. */
function stopOnSignal(close: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void close().then(() => process.exit(0));
    });
  }
}

function print(text: string | undefined): void {
  if (text !== undefined) process.stdout.write(`${text}\n`);
}
