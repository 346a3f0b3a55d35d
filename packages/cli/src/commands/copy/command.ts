import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { confirm, isCancel, select, text } from '@clack/prompts';
import type { BuildProblem, CopyPlan, InstallRecord, PreparedInstall, Target } from '@repo/copy';
import {
  applyPlan,
  assertUndoable,
  buildRegistryItem,
  type CopyOptions,
  findInstallRecord,
  type InstallOptions,
  installSteps,
  type NextStep,
  nextSteps,
  PLACEHOLDER_DOMAIN,
  packPackage,
  predictBuild,
  prepareCopy,
  prepareInstall,
  prepareRemoval,
  prepareUpgrade,
  readNeededVersions,
  readTarget,
  readUpstream,
  renderJson,
  renderPlan,
  renderProblems,
} from '@repo/copy';
import { CopyError } from '@repo/copy/errors';
import { defineCommand } from 'citty';
import pc from 'picocolors';
import { assertNodeVersion } from '../../options.ts';
import { compareFaults, findProxyFaults } from './proxy-findings.ts';

/** `sso copy`: adds the auth package to another repository, brings it up to date, and takes it out; or copies its sources. */
export const copyCommand = defineCommand({
  meta: { name: 'copy', description: 'Put the auth package into another repository, or update a copy of it' },
  args: {
    target: {
      type: 'positional',
      required: false,
      description: 'Folder of a Next.js app or workspace',
      valueHint: '../repo',
    },
    source: {
      type: 'boolean',
      description: 'Copy the sources of the package instead of adding the built one',
    },
    range: {
      type: 'string',
      description: 'Add the package as a range of versions instead of a file in vendor/',
      valueHint: '^0.4.0',
    },
    'clerk-local': {
      type: 'boolean',
      default: true,
      description: 'Add clerk-local, a Clerk for this machine; --no-clerk-local leaves it out',
    },
    tests: {
      type: 'boolean',
      description: 'Add Playwright tests of one sign-in on all apps: a config, and one spec of ten lines',
    },
    as: {
      type: 'string',
      description:
        'Folder of the registry that several apps share, packages/sso; with --source of the copy, packages/auth or src/lib/auth',
    },
    name: {
      type: 'string',
      description: 'Name of the package with the registry. Default: sso, in the scope of the workspace',
      valueHint: '@acme/sso',
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
    'with-tests': {
      type: 'boolean',
      description: 'With --source: also copy the unit tests (workspaces only)',
    },
    update: { type: 'boolean', description: 'Bring the package, or an edited copy, up to date' },
    remove: { type: 'boolean', description: 'Take the package out again; what the team changed since stays' },
    yes: { type: 'boolean', description: 'Overwrite files of the same names without asking' },
    'allow-dirty': {
      type: 'boolean',
      description: 'Allow uncommitted changes in the target, and one outside git',
    },
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
    assertTestsFit(args);
    const target = await readTarget(args.target);
    const isDryRun = args['dry-run'] ?? false;
    const mayAsk =
      Boolean(process.stdin.isTTY && process.stdout.isTTY) && !args.yes && !args.json && !isDryRun;
    const isFirst = !args.update && !args.remove;
    const options: CopyOptions = {
      as: args.as,
      scope: args.scope,
      domain: args.domain ?? (mayAsk && isFirst ? await askDomain() : undefined),
      apps: args.apps,
      app: args.app,
      withTests: args['with-tests'] ?? false,
    };
    const installed = findInstallRecord(target);
    const isSource = args.source === true || (args.update === true && !installed);
    const { plan, record, steps, problems } = isSource
      ? sourcesPlan(target, options, args.update ?? false)
      : await installPlan(target, {
          options: { ...options, name: args.name, range: args.range ?? (await askRange(mayAsk && isFirst)) },
          installed,
          kind: args.remove ? 'remove' : args.update ? 'update' : 'install',
          withClerk: args['clerk-local'],
          withTests: args.tests ?? false,
        });
    if (problems.length > 0 && !args.json) console.error(renderProblems(problems, pc));
    if (!isDryRun) {
      const isChanged = plan.files.length + plan.edits.length > 0;
      if (isChanged && !args['allow-dirty']) assertUndoable(target);
      await assertMayOverwrite(plan, { isForced: args.yes ?? false, mayAsk });
      const before = await findProxyFaults(target.root);
      applyPlan(target.root, plan, record);
      if (!args.json && isChanged) reportFaults(compareFaults(before, await findProxyFaults(target.root)));
    }
    report({ plan, record, steps, problems }, { isDryRun, isJson: args.json ?? false });
    if (plan.files.some((file) => file.kind === 'merge' && file.conflicts > 0)) process.exitCode = 1;
  },
});

/** @throws {CopyError} `invalid_usage` */
function assertTestsFit(args: {
  readonly tests?: boolean | undefined;
  readonly source?: boolean | undefined;
  readonly update?: boolean | undefined;
  readonly remove?: boolean | undefined;
  readonly 'clerk-local': boolean;
}): void {
  if (!args.tests) return;
  const other = (['source', 'update', 'remove'] as const).find((name) => args[name]);
  const option = other === undefined ? undefined : `--${other}`;
  const refused = option ?? (args['clerk-local'] ? undefined : '--no-clerk-local');
  if (refused === undefined) return;
  throw new CopyError('invalid_usage', `--tests does not go with ${refused}: ${TESTS_REFUSED[refused]}`);
}

const TESTS_REFUSED: Readonly<Record<string, string>> = {
  '--source': 'the tests use the built package. Add it without --source.',
  '--update': 'an update brings the tests that are there up to date. To add them, use --remove first.',
  '--remove': 'what was added with --tests is taken out as well. Leave out --tests.',
  '--no-clerk-local': 'their config starts clerk-local. Leave one of them out.',
};

interface Prepared extends Pick<PreparedInstall, 'plan' | 'record'> {
  readonly steps: readonly NextStep[];
  /** Why the result would not build. */
  readonly problems: readonly BuildProblem[];
}

function sourcesPlan(target: Target, options: CopyOptions, isUpdate: boolean): Prepared {
  const upstream = readUpstream();
  const { plan, choices, record } = prepareCopy({ upstream, target, options, isUpdate });
  const steps = isUpdate ? [] : nextSteps({ upstream, target, choices });
  return { plan, record, steps, problems: predictBuild(target, choices, readNeededVersions()) };
}

async function installPlan(
  target: Target,
  {
    options,
    installed,
    kind,
    withClerk,
    withTests,
  }: {
    readonly options: InstallOptions;
    readonly installed: InstallRecord | undefined;
    readonly kind: 'install' | 'update' | 'remove';
    readonly withClerk: boolean;
    readonly withTests: boolean;
  },
): Promise<Prepared> {
  if (kind === 'remove') {
    if (!installed)
      throw new CopyError('never_copied', 'There is nothing to remove: no .sso-copy.json was found.');
    return { ...prepareRemoval(target, installed), steps: [], problems: [] };
  }
  console.error(pc.dim('Building the package …'));
  const { changelog, clerkRange, testTools } = readUpstream();
  const auth = await packPackage('auth');
  const clerkLocal = withClerk ? await packPackage('clerk-local') : undefined;
  const hasTests = installed?.vendored.some((file) => file.startsWith('subdomain-sso-testing-')) ?? false;
  const testing = withTests || hasTests ? await packPackage('testing') : undefined;
  const packages = { auth, clerkLocal, testing, testTools, clerkRange, changelog };
  if (kind === 'update' && installed)
    return { ...prepareUpgrade(target, installed, packages), steps: [], problems: [] };
  const prepared = prepareInstall(target, options, packages);
  const problems = predictBuild(target, prepared.choices, readNeededVersions());
  return { ...prepared, steps: installSteps(target, prepared.choices, { withClerk, withTests }), problems };
}

/** Undefined: a file in `vendor/`, which needs no registry of packages. */
async function askRange(mayAsk: boolean): Promise<string | undefined> {
  if (!mayAsk) return undefined;
  const answer = await select({
    message: 'Where should the package come from?',
    options: [
      { value: 'vendor', label: 'a file in vendor/', hint: 'built now, committed with your code' },
      { value: 'range', label: 'a range of versions', hint: 'from your registry of packages' },
    ],
  });
  if (isCancel(answer)) throw new CopyError('would_overwrite', 'Nothing was changed.');
  if (answer === 'vendor') return undefined;
  const range = await text({ message: 'Which range?', placeholder: '^0.4.0', defaultValue: '^0.4.0' });
  if (isCancel(range)) throw new CopyError('would_overwrite', 'Nothing was changed.');
  return range;
}

/** On stderr: the plan itself stays what it is for programs. */
function reportFaults({ fixed, fresh }: ReturnType<typeof compareFaults>): void {
  for (const line of fixed) console.error(pc.green(`fixed   ${line}`));
  for (const line of fresh) console.error(pc.yellow(`new     ${line} (pnpm sso doctor says more)`));
}

function writeRegistryItem(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(buildRegistryItem(readUpstream()), null, 2)}\n`);
}

function report(
  { plan, steps, problems }: Prepared,
  { isDryRun, isJson }: { readonly isDryRun: boolean; readonly isJson: boolean },
): void {
  console.log(isJson ? renderJson(plan, steps, problems) : renderPlan(plan, steps, { isDryRun, colors: pc }));
}

async function askDomain(): Promise<string> {
  const message = 'Registrable domain of production (every app is on a subdomain of it)';
  const answer = await text({ message, placeholder: 'acme.com', defaultValue: PLACEHOLDER_DOMAIN });
  if (isCancel(answer)) throw new CopyError('would_overwrite', 'Nothing was changed.');
  return answer;
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
