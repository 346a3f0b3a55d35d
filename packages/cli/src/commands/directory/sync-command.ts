import { createClerkClient } from '@clerk/backend';
import { clearDeletedOwners } from '@repo/data';
import { type SyncReport, syncDirectory } from '@repo/directory';
import { STATE_DIR } from '@repo/stack/repository';
import {
  answerInTime,
  type ClerkInstance,
  explainBackendError,
  parseFile,
  resolveClerkInstance,
} from '@repo/token';
import { TokenError } from '@repo/token/errors';
import { defineCommand } from 'citty';
import { CliError } from '../../cli-error.ts';
import { assertNodeVersion, resolvePort } from '../../options.ts';
import { stopRequest } from '../../stop-request.ts';
import { createSyncDisplay } from './sync-progress.ts';
import { ENV_FILE, withDirectory } from './with-directory.ts';

/** `sso directory sync`: makes the mirror equal to Clerk's lists. It only reads at Clerk, so live keys need no permission. */
export const syncCommand = defineCommand({
  meta: {
    name: 'sync',
    description: 'Fill and repair the mirror from the Backend API (untried on real Clerk)',
  },
  args: {
    resume: { type: 'boolean', description: 'Resume a sync of the last day that did not finish' },
    'allow-mass-deletion': {
      type: 'boolean',
      description: 'Remove what Clerk does not have, even if it is more than a tenth',
    },
    json: { type: 'boolean', description: 'Print one line of JSON: listed, changed, removed, …' },
    info: {
      type: 'string',
      description: 'Use the Clerk of `sso stack --info FILE`, not that of `sso dev`',
      valueHint: 'FILE',
    },
    port: { type: 'string', description: 'Port of the gateway of `sso dev`', valueHint: '3000' },
  },
  async run({ args }) {
    assertNodeVersion(process.versions.node);
    const infoFile = parseFile('--info', args.info);
    const instance = resolveClerkInstance({
      app: 'portal',
      env: process.env,
      envFile: ENV_FILE,
      stateDir: STATE_DIR,
      port: resolvePort(args.port, process.env),
      infoFile,
      allowLive: true,
    });
    await assertAnswers(instance);
    const abort = new AbortController();
    void stopRequest().then(() => abort.abort(stopped()));
    const display = createSyncDisplay(process.stderr);
    const report = await withDirectory(infoFile, {}, async ({ db }) => {
      const synced = await syncDirectory({
        db,
        clerk: instance,
        isResuming: args.resume ?? false,
        isMassDeletionAllowed: args['allow-mass-deletion'] ?? false,
        signal: abort.signal,
        onProgress: display.show,
        onRetry: ({ status, waitMs }) =>
          display.say(
            `Clerk ${status === undefined ? 'does not answer' : `answers ${status}`}: again in ${Math.ceil(waitMs / 1000)} s`,
          ),
      });
      await db.transaction(clearDeletedOwners);
      return synced;
    })
      .catch((error: unknown) => {
        // A wait that the signal ends throws an error of its own.
        throw abort.signal.aborted ? abort.signal.reason : error;
      })
      .finally(display.stop);
    console.log(args.json ? JSON.stringify(report) : renderReport(report));
  },
});

/** Lines for people, one for each kind. */
function renderReport({ listed, changed, removed, unreadable, isResumed }: SyncReport): string {
  const lines = (['user', 'organization', 'membership'] as const).map(
    (kind) =>
      `  ${`${kind}s`.padEnd(14)}${listed[kind]} listed, ${changed[kind]} changed, ${removed[kind]} removed`,
  );
  return [
    isResumed ? 'The mirror equals Clerk, over all runs:' : 'The mirror equals Clerk:',
    ...lines,
    ...(removed.session > 0 ? [`  ${'sessions'.padEnd(14)}${removed.session} removed`] : []),
    ...(unreadable > 0 ? [`  ${unreadable} have a form that this version does not know.`] : []),
  ].join('\n');
}

/** Reports at once that no local Clerk runs, or that the key is wrong. Later failures may be temporary, so a sync waits for them. */
async function assertAnswers(instance: ClerkInstance): Promise<void> {
  const { secretKey, apiUrl } = instance;
  const clerk = createClerkClient({
    secretKey,
    telemetry: { disabled: true },
    ...(apiUrl === undefined ? {} : { apiUrl }),
  });
  await answerInTime(clerk.users.getCount()).catch((error: unknown) => {
    const explained = explainBackendError(error, instance);
    const isTemporary = !(explained instanceof TokenError) || explained.code === 'clerk_unavailable';
    if (!isTemporary) throw explained;
  });
}

function stopped(): CliError {
  return new CliError('sync_stopped', 'Stopped. Resume with `pnpm sso directory sync --resume`.');
}
