import { CLERK_VARIANTS, type ClerkVariant, type StackEvent, startStack } from '@repo/stack';
import { STATE_DIR } from '@repo/stack/repository';
import { removeStackInfo, writeStackInfo } from '@repo/stack/stack-info';
import { defineCommand } from 'citty';
import { assertNodeVersion, resolvePort, selectApps } from '../../options.ts';
import { stopRequest } from '../../stop-request.ts';

/** `sso stack`: the production builds behind the gateway, as the browser tests use them. */
export const stackCommand = defineCommand({
  meta: {
    name: 'stack',
    alias: 'start',
    description: 'Run the production builds with a fresh local Clerk',
  },
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
    state: { type: 'boolean', description: 'Share the state of `sso dev` instead of starting from the seed' },
    info: {
      type: 'string',
      description: 'Write keys and addresses to this file (mode 0600)',
      valueHint: 'FILE',
    },
    'extra-origin': {
      type: 'string',
      description: 'An origin beside the apps that the local Clerk accepts, to test that the apps do not',
      valueHint: 'URL',
    },
    clerk: {
      type: 'enum',
      options: Object.keys(CLERK_VARIANTS),
      description: 'How the local Clerk mints tokens, where Clerk’s documentation leaves it open',
      default: 'documented',
    },
    lazy: { type: 'boolean', description: 'Start each app with the first request to it' },
    verbose: { type: 'boolean', description: 'Show all output of the apps, not only warnings and errors' },
  },
  async run({ args }) {
    assertNodeVersion(process.versions.node);
    const port = resolvePort(args.port, process.env);
    const apps = selectApps(args.filter);
    const stop = stopRequest();
    const onEvent = (event: StackEvent) => printEvent(event, args.verbose ?? false);
    const stack = await startStack({
      mode: 'production',
      port,
      apps,
      env: process.env,
      // citty has checked it against the options above.
      variant: args.clerk as ClerkVariant,
      onEvent,
      isLazy: args.lazy ?? false,
      ...(args.state && { stateDir: STATE_DIR }),
      ...(args['extra-origin'] && { extraOrigin: args['extra-origin'] }),
    });
    if (args.info && stack.clerk) writeStackInfo(args.info, { port, clerk: stack.clerk });
    // A process that waits for the stack must not wait for an app that will never answer.
    const broken = new Promise<'broken'>((resolve) => {
      void stack.booted.then((failed) => {
        if (failed.length > 0) resolve('broken');
        else console.log(`Everything is up: ${stack.gateway.url}`);
      });
    });
    const outcome = await Promise.race([stop, broken]);
    await stack.close();
    if (args.info) removeStackInfo(args.info);
    process.exit(outcome === 'broken' ? 1 : 0);
  },
});

function printEvent(event: StackEvent, isVerbose: boolean): void {
  if (event.kind === 'ready') console.log(`${event.app} is ready`);
  if (event.kind === 'failed')
    console.error(`${event.app} failed. ${event.reason}\n${event.lastLines.join('\n')}`);
  if (event.kind === 'line' && (isVerbose || event.stream === 'stderr'))
    console.error(`[${event.app}] ${event.line}`);
  if (event.kind === 'clerk') printClerkProblem(event.entry);
}

function printClerkProblem(entry: Extract<StackEvent, { kind: 'clerk' }>['entry']): void {
  if (entry.kind === 'failure') console.error('[clerk]', entry);
  if (entry.kind === 'not-implemented')
    console.error(`[clerk] ${entry.method} ${entry.path} is not implemented`);
}
