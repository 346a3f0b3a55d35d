import { join } from 'node:path';
import { SEEDED_ACCOUNTS } from '@repo/stack';
import { ROOT, STATE_DIR } from '@repo/stack/repository';
import {
  emitToken,
  keepFresh,
  parseApp,
  parseFile,
  parseName,
  parseUser,
  renderToken,
  resolveClerkInstance,
  signInUser,
  warnOfAzp,
} from '@repo/token';
import { defineCommand } from 'citty';
import pc from 'picocolors';
import { assertNodeVersion, resolvePort } from '../../options.ts';
import { stopRequest } from '../../stop-request.ts';

/** `sso token`: prints a session token for scripts; the standard output has nothing else. */
export const tokenCommand = defineCommand({
  meta: {
    name: 'token',
    description: 'Print a session token for scripts; it lives for 60 seconds (untried on real Clerk)',
  },
  args: {
    user: {
      type: 'string',
      description:
        'Whose token: an e-mail address or a user id. Default on the local Clerk: its first account',
      valueHint: 'ada@acme.test',
    },
    'create-user': {
      type: 'boolean',
      description: 'Create the account if there is none; without --user, one for scripts',
    },
    organization: { type: 'string', description: 'Active organization of the token', valueHint: 'SLUG' },
    app: {
      type: 'string',
      description: 'The app to call: the token names it (azp), and every other app refuses the token',
      default: 'platform',
      valueHint: 'NAME',
    },
    template: { type: 'string', description: 'Mint the token from this JWT template', valueHint: 'NAME' },
    refresh: { type: 'boolean', description: 'Print a new token every 50 seconds, until Ctrl-C' },
    out: { type: 'string', description: 'Write to this file (mode 0600) instead', valueHint: 'FILE' },
    json: {
      type: 'boolean',
      description: 'Print one line of JSON per token: token, expiresAt, azp, userId, …',
    },
    'allow-live': { type: 'boolean', description: 'Accept a live CLERK_SECRET_KEY: real accounts' },
    info: {
      type: 'string',
      description: 'Use the Clerk of `sso stack --info FILE`, not that of `sso dev`',
      valueHint: 'FILE',
    },
    port: { type: 'string', description: 'Port of the gateway of `sso dev`', valueHint: '3000' },
  },
  async run({ args }) {
    assertNodeVersion(process.versions.node);
    const app = parseApp(args.app);
    const slug = parseName('--organization', args.organization);
    const template = parseName('--template', args.template);
    const out = parseFile('--out', args.out);
    const isCreated = args['create-user'] ?? false;
    const instance = resolveClerkInstance({
      app,
      env: process.env,
      envFile: join(ROOT, '.env.local'),
      stateDir: STATE_DIR,
      port: resolvePort(args.port, process.env),
      infoFile: parseFile('--info', args.info),
      allowLive: args['allow-live'] ?? false,
    });
    const seeded = instance.isLocal ? SEEDED_ACCOUNTS[0]?.emailAddress : undefined;
    const user = parseUser(args.user, { isCreated, seeded });
    const { userId, session } = await signInUser(instance, { user, isCreated, slug });
    const mint = () => session.mint(template);
    const emit = (token: string) =>
      emitToken(renderToken(token, { app, userId }, { isJson: args.json ?? false }), out);
    // Before the first token is printed: its reader may send a signal at once.
    const stop = args.refresh ? stopRequest() : undefined;
    const first = await mint();
    emit(first);
    const warning = template === undefined ? warnOfAzp(first, instance.origin) : undefined;
    if (warning !== undefined) console.error(`${pc.yellow('!')} ${warning}`);
    if (!stop) return;
    await keepFresh({
      mint,
      emit,
      wait: waitUntil(stop),
      onOutage: ({ message }) => console.error(`${pc.yellow('!')} ${message}`),
    });
    process.exit(0);
  },
});

function waitUntil(stop: Promise<unknown>): (ms: number) => Promise<boolean> {
  return (ms) => {
    const elapsed = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), ms));
    return Promise.race([elapsed, stop.then(() => true)]);
  };
}
