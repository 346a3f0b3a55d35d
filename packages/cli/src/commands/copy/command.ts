import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { confirm, isCancel, text } from '@clack/prompts';
import type { CopyPlan, Target } from '@repo/copy';
import {
  applyPlan,
  buildRegistryItem,
  type CopyOptions,
  type NextStep,
  nextSteps,
  PLACEHOLDER_DOMAIN,
  prepareCopy,
  readTarget,
  readUpstream,
  renderJson,
  renderPlan,
} from '@repo/copy';
import { CopyError } from '@repo/copy/errors';
import { defineCommand } from 'citty';
import pc from 'picocolors';
import { assertNodeVersion } from '../../options.ts';

/** `sso copy`: copies packages/auth into another repository, and updates copies. */
export const copyCommand = defineCommand({
  meta: { name: 'copy', description: 'Put the auth package into another repository, or update a copy of it' },
  args: {
    target: {
      type: 'positional',
      required: false,
      description: 'Folder of a Next.js app or workspace',
      valueHint: '../repo',
    },
    as: {
      type: 'string',
      description: 'Folder of the copy. Default: packages/auth in a workspace, src/lib/auth in an app',
    },
    scope: {
      type: 'string',
      description: 'Scope of the package in a workspace. Default: that of its other packages',
      valueHint: '@acme',
    },
    domain: { type: 'string', description: 'Registrable domain of production', valueHint: 'acme.com' },
    apps: {
      type: 'string',
      description: 'Apps that share the session; the first is the primary app',
      valueHint: 'account,web:protected',
    },
    app: {
      type: 'string',
      description: 'Which of them the target is, when it is a single app',
      valueHint: 'NAME',
    },
    'with-tests': { type: 'boolean', description: 'Also copy the unit tests (workspaces only)' },
    update: { type: 'boolean', description: 'Merge the changes of this repository into an edited copy' },
    yes: { type: 'boolean', description: 'Overwrite files of the same names without asking' },
    'allow-dirty': { type: 'boolean', description: 'Allow uncommitted changes in the target' },
    'dry-run': { type: 'boolean', description: 'Print what would be done, and change nothing' },
    registry: {
      type: 'string',
      description: 'Write an item for `npx shadcn add` instead',
      valueHint: 'auth.json',
    },
    json: { type: 'boolean', description: 'Print one JSON object instead of text' },
  },
  async run({ args }) {
    assertNodeVersion(process.versions.node);
    if (args.registry !== undefined) return writeRegistryItem(args.registry);
    if (args.target === undefined)
      throw new CopyError('invalid_usage', 'Name the folder of the other repository.');
    const target = await readTarget(args.target);
    const upstream = readUpstream();
    const isDryRun = args['dry-run'] ?? false;
    const mayAsk =
      Boolean(process.stdin.isTTY && process.stdout.isTTY) && !args.yes && !args.json && !isDryRun;
    const options: CopyOptions = {
      as: args.as,
      scope: args.scope,
      domain: args.domain ?? (mayAsk && !args.update ? await askDomain() : undefined),
      apps: args.apps,
      app: args.app,
      withTests: args['with-tests'] ?? false,
    };
    const { plan, choices, record } = prepareCopy({
      upstream,
      target,
      options,
      isUpdate: args.update ?? false,
    });
    const steps = args.update ? [] : nextSteps({ upstream, target, choices });
    if (!isDryRun) {
      if (!(args['allow-dirty'] ?? false)) assertClean(target, plan);
      await assertMayOverwrite(plan, { isForced: args.yes ?? false, mayAsk });
      applyPlan(target.root, plan, record);
    }
    report(plan, steps, { isDryRun, isJson: args.json ?? false });
    if (plan.files.some((file) => file.kind === 'merge' && file.conflicts > 0)) process.exitCode = 1;
  },
});

function writeRegistryItem(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(buildRegistryItem(readUpstream()), null, 2)}\n`);
}

function report(
  plan: CopyPlan,
  steps: readonly NextStep[],
  { isDryRun, isJson }: { readonly isDryRun: boolean; readonly isJson: boolean },
): void {
  console.log(isJson ? renderJson(plan, steps) : renderPlan(plan, steps, { isDryRun, colors: pc }));
}

async function askDomain(): Promise<string> {
  const message = 'Registrable domain of production (every app is on a subdomain of it)';
  const answer = await text({ message, placeholder: 'acme.com', defaultValue: PLACEHOLDER_DOMAIN });
  if (isCancel(answer)) throw new CopyError('would_overwrite', 'Nothing was changed.');
  return answer;
}

function assertClean({ uncommitted }: Target, { files, edits }: CopyPlan): void {
  if (!uncommitted?.length || files.length + edits.length === 0) return;
  const shown = uncommitted.slice(0, 5).map((path) => `\n  ${path}`);
  const message = `The target has uncommitted changes, which would mix with those of the copy:${shown.join('')}
Commit them first, or repeat with --allow-dirty.`;
  throw new CopyError('target_dirty', message);
}

async function assertMayOverwrite(
  { files }: CopyPlan,
  { isForced, mayAsk }: { readonly isForced: boolean; readonly mayAsk: boolean },
): Promise<void> {
  const paths = files.filter(({ kind }) => kind === 'overwrite').map(({ path }) => path);
  if (paths.length === 0 || isForced) return;
  const list = paths.map((path) => `\n  ${path}`).join('');
  if (mayAsk) {
    const answer = await confirm({
      message: `Overwrite these files of the target?${list}`,
      initialValue: false,
    });
    if (answer === true) return;
    throw new CopyError('would_overwrite', 'Nothing was changed.');
  }
  throw new CopyError('would_overwrite', `These files exist and differ. Overwrite them with --yes:${list}`);
}
