import { startStack } from '@repo/stack';
import { STATE_DIR } from '@repo/stack/repository';
import { defineCommand } from 'citty';
import { assertNodeVersion, resolvePort, selectApps } from '../../options.ts';
import { stopRequest } from '../../stop-request.ts';
import { createDevReport } from './report.ts';

/** `sso dev`: the local Clerk, the gateway and all apps for development, until Ctrl-C. */
export const devCommand = defineCommand({
  meta: { name: 'dev', description: 'Start the local Clerk, the gateway and the apps for development' },
  args: {
    filter: {
      type: 'string',
      description: 'Start only these apps (and the one that signs in)',
      valueHint: 'platform,docs',
    },
    port: {
      type: 'string',
      description: 'Port of the gateway; the next one is used, too',
      valueHint: '3000',
    },
    verbose: { type: 'boolean', description: 'Show all output of the apps, not only warnings and errors' },
  },
  async run({ args }) {
    assertNodeVersion(process.versions.node);
    const port = resolvePort(args.port, process.env);
    const apps = selectApps(args.filter);
    const stop = stopRequest();
    const report = createDevReport({ port, apps, isVerbose: args.verbose ?? false });
    const stack = await startStack({
      mode: 'dev',
      port,
      apps,
      env: process.env,
      stateDir: STATE_DIR,
      onEvent: report.onEvent,
    });
    await stop;
    report.stopping();
    await stack.close();
    process.exit(0);
  },
});
