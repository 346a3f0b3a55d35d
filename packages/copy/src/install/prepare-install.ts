import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { listFiles } from '@repo/next-repository';
import type { Posture } from '@subdomain-sso/auth/define-sso';
import { assertVersions } from '../build/version-problems.ts';
import { findSignInPages } from '../edits/sign-in-pages.ts';
import { CopyError } from '../errors.ts';
import type { CopyPlan } from '../plan/plan-copy.ts';
import { sectionsSince } from '../source/changelog.ts';
import { readNeededVersions } from '../source/needed-versions.ts';
import type { NextApp, Target } from '../target/target.ts';
import { readTextFile } from '../target/text-file.ts';
import { chooseInstall, type InstallOptions } from './choose-install.ts';
import type { InstallChoices } from './install-choices.ts';
import type { AppTexts, InstallInput, PlannedFile, TestsInput } from './install-input.ts';
import {
  INSTALL_RECORD,
  type InstallRecord,
  readInstallRecord,
  writeInstallRecord,
} from './install-record.ts';
import { findLocalisedHome } from './localised-home.ts';
import { planInstall } from './plan-install.ts';
import { planRemoval } from './plan-removal.ts';
import { planUpgrade } from './plan-upgrade.ts';
import type { VendoredPackage } from './vendored-package.ts';

/** A plan, and what is written beside it: packages and the record. */
export interface PreparedInstall {
  readonly choices: InstallChoices;
  readonly plan: CopyPlan;
  readonly record: ReadonlyMap<string, string | Buffer>;
}

interface Packages {
  readonly auth: VendoredPackage;
  /** Undefined: the team wants no local Clerk. */
  readonly clerkLocal: VendoredPackage | undefined;
  /** Undefined: the team wants no tests. */
  readonly testing: VendoredPackage | undefined;
  /** Ranges of what the tests run with. */
  readonly testTools: Readonly<Record<string, string>>;
  readonly clerkRange: string;
  readonly changelog: string;
}

/**
 * Plans the first installation. Only reads.
 *
 * @throws {CopyError} `already_copied`: it is installed. `name_taken`: a file that it would make is there. `target_unsupported`: an app has too old a version. And as `chooseInstall` does.
 */
export function prepareInstall(target: Target, options: InstallOptions, packages: Packages): PreparedInstall {
  if (findInstallRecord(target)) {
    throw new CopyError(
      'already_copied',
      `${INSTALL_RECORD} says that it is installed here already. Bring it up to date with --update, or take it out with --remove.`,
    );
  }
  const choices = chooseInstall(options, target, {
    packageNames: target.packageNames,
    hasPath: (path) => existsSync(join(target.root, path)),
  });
  assertVersions(target, choices, readNeededVersions());
  const apps = choices.placements.flatMap(({ directory }) => {
    const app = target.apps.find((each) => each.directory === directory);
    return app ? [readAppTexts(target, app)] : [];
  });
  const input: InstallInput = {
    target,
    choices,
    apps,
    specifiers: specifiersOf(choices, packages),
    clerkRange: packages.clerkRange,
    tests: packages.testing && readTests(target, apps, packages.testTools),
  };
  const { files, manualSteps, notes } = planInstall(input);
  assertNew(target.root, files);
  const vendored = choices.source === 'vendor' ? [packages.auth, packages.clerkLocal, packages.testing] : [];
  const kept = vendored.filter((each) => each !== undefined);
  const record: Omit<InstallRecord, 'form'> = {
    version: packages.auth.version,
    choices: writable(choices),
    vendored: kept.map(({ file }) => file),
    files: Object.fromEntries(files.map(({ path, before, after }) => [path, { before, after }])),
  };
  return {
    choices,
    plan: { ...toActions(files), manualSteps, notes: [...notes, ...postureNotes(choices)], changelog: [] },
    record: new Map<string, string | Buffer>([
      ...kept.map(({ file, bytes }) => [posix.join('vendor', file), bytes] as const),
      [INSTALL_RECORD, writeInstallRecord(record)],
    ]),
  };
}

/** A file of the team's own is never replaced, such as an `sso.config.ts` about something else. */
function assertNew(root: string, files: readonly PlannedFile[]): void {
  const taken = files.filter(({ path, before }) => before === null && existsSync(join(root, path)));
  if (taken.length === 0) return;
  const list = taken.map(({ path }) => `\n  ${path}`).join('');
  throw new CopyError(
    'name_taken',
    `These files are there already, and nothing of yours is replaced. Rename them, or take them out:${list}`,
  );
}

/** Plans bringing an installation up to the packages of today; files of the team stay as they are. */
export function prepareUpgrade(target: Target, found: InstallRecord, packages: Packages): PreparedInstall {
  const today = [packages.auth, packages.clerkLocal, packages.testing].flatMap((each) => each ?? []);
  // What a team left out stays out.
  const kept = found.vendored.flatMap((before) => {
    const now = today.find(({ file, version }) => before.startsWith(file.slice(0, -`${version}.tgz`.length)));
    return now ? [{ before, now }] : [];
  });
  const { files, next } = planUpgrade(found, {
    version: packages.auth.version,
    files: new Map(kept.map(({ before, now }) => [before, now.file])),
    disk: readDisk(target.root, Object.keys(found.files)),
  });
  // A version may be built again with other contents.
  const changed = kept.filter(({ now }) => !isOnDisk(target.root, now));
  const removed = kept.filter(({ before, now }) => before !== now.file);
  const actions = toActions(files);
  return {
    choices: found.choices,
    plan: {
      ...actions,
      files: [
        ...actions.files,
        ...removed.map(({ before }) => ({ kind: 'delete' as const, path: posix.join('vendor', before) })),
      ],
      manualSteps: [],
      notes: upgradeNotes(found.choices, changed.length > removed.length),
      changelog: sectionsSince(packages.changelog, found.version),
    },
    record: new Map<string, string | Buffer>([
      ...changed.map(({ now }) => [posix.join('vendor', now.file), now.bytes] as const),
      ...(changed.length > 0 ? [[INSTALL_RECORD, writeInstallRecord(next)] as const] : []),
    ]),
  };
}

function upgradeNotes({ source }: Pick<InstallChoices, 'source'>, isBuiltAgain: boolean): readonly string[] {
  if (source !== 'vendor')
    return [
      `The package is a range of versions here (${source.range}): your package manager brings it up to date.`,
    ];
  return isBuiltAgain ? ['vendor/ has other contents under the same version: install again.'] : [];
}

function isOnDisk(root: string, { file, bytes }: VendoredPackage): boolean {
  const path = join(root, 'vendor', file);
  return existsSync(path) && readFileSync(path).equals(bytes);
}

/** Plans taking everything out again. */
export function prepareRemoval(target: Target, found: InstallRecord): PreparedInstall {
  const files = planRemoval(found, readDisk(target.root, Object.keys(found.files)));
  return {
    choices: found.choices,
    plan: { files, edits: [], manualSteps: [], notes: [], changelog: [] },
    record: new Map(),
  };
}

/** The record of an installation; undefined where there is none, or one of copied sources. */
export function findInstallRecord({ root }: Pick<Target, 'root'>): InstallRecord | undefined {
  const file = readTextFile(root, INSTALL_RECORD);
  return file ? readInstallRecord(file.text) : undefined;
}

function specifiersOf(
  { source }: Pick<InstallChoices, 'source'>,
  { auth, clerkLocal, testing }: Packages,
): InstallInput['specifiers'] {
  return (directory) => {
    const at = (file: string) => `file:${posix.relative(directory || '.', posix.join('vendor', file))}`;
    if (source === 'vendor') {
      return {
        auth: at(auth.file),
        clerkLocal: clerkLocal && at(clerkLocal.file),
        testing: testing && at(testing.file),
      };
    }
    return {
      auth: source.range,
      clerkLocal: clerkLocal && `^${clerkLocal.version}`,
      testing: testing && `^${testing.version}`,
    };
  };
}

function toActions(files: readonly PlannedFile[]): Pick<CopyPlan, 'files' | 'edits'> {
  return {
    files: files.flatMap(({ path, before, after }) =>
      before === null ? [{ kind: 'create' as const, path, text: after }] : [],
    ),
    edits: files.flatMap(({ path, before, after, changes }) =>
      before === null ? [] : [{ kind: 'edit' as const, path, text: after, changes }],
    ),
  };
}

function postureNotes({ apps }: InstallChoices): readonly string[] {
  const open = apps.filter(({ posture }) => posture === 'mixed').map(({ name }) => name);
  if (open.length === 0) return [];
  return [
    `${open.join(', ')}: open to everybody, as before; your own checks go on. Where every page needs a user, write posture: 'protected' into the registry.`,
  ];
}

const PLAYWRIGHT_CONFIGS = ['ts', 'js', 'mts', 'mjs', 'cts', 'cjs'].map((end) => `playwright.config.${end}`);

function readTests(target: Target, apps: readonly AppTexts[], tools: TestsInput['tools']): TestsInput {
  const configs = PLAYWRIGHT_CONFIGS.map((path) => readTextFile(target.root, path));
  return {
    playwrightConfig: configs.find((file) => file !== null) ?? null,
    gitignore: readTextFile(target.root, '.gitignore'),
    tools,
    homePages: new Map(
      apps.flatMap(({ app }) => {
        const path = findLocalisedHome(app.pagesFolder, readCode(target.root, app));
        return path === undefined ? [] : [[app.directory, path] as const];
      }),
    ),
  };
}

function readAppTexts(target: Target, app: NextApp): AppTexts {
  const read = (path: string | null) => (path === null ? null : readTextFile(target.root, path));
  const files = readCode(target.root, app);
  const found = findSignInPages(files);
  const others = (own: string | null) =>
    [...files].flatMap(([path, text]) => (posix.join(app.directory, path) === own ? [] : [text])).join('\n');
  return {
    app,
    proxy: read(app.proxyFile),
    layout: read(app.layout),
    pagesFolder: app.pagesFolder,
    isPagesRouter: app.layout === null && [...files.keys()].some((path) => /^(src\/)?pages\//.test(path)),
    language: app.language,
    format: app.configFormat,
    pages: {
      ...(found.signIn === undefined ? {} : { signIn: found.signIn.path }),
      ...(found.signUp === undefined ? {} : { signUp: found.signUp.path }),
    },
    hasClerkElsewhere: {
      proxy: /\b(clerkMiddleware|authMiddleware)\b/.test(others(app.proxyFile)),
      provider: /<ClerkProvider\b/.test(others(app.layout)),
    },
    hasSignedInApi: [...files].some(
      ([path, text]) =>
        /^(src\/)?(app\/(.*\/)?|pages\/)api\//.test(path) && /\b(auth|currentUser|getAuth)\(/.test(text),
    ),
  };
}

/** Code of an app by path, relative to the app. */
function readCode(root: string, { directory }: NextApp): ReadonlyMap<string, string> {
  const { files } = listFiles(join(root, directory));
  return new Map(
    files
      .filter((path) => /\.[cm]?[jt]sx?$/.test(path))
      .map((path) => [path, readFileSync(join(root, directory, path), 'utf8')] as const),
  );
}

function readDisk(root: string, paths: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    paths.flatMap((path) => {
      const file = readTextFile(root, path);
      return file ? [[path, file.text] as const] : [];
    }),
  );
}

/** The same, as the record's type has it. */
function writable({ apps, placements, ...rest }: InstallChoices): InstallRecord['choices'] {
  const [primary, ...siblings] = apps.map(({ name, posture }): { name: string; posture: Posture } => ({
    name,
    posture,
  }));
  const [first, ...others] = placements.map((placement) => ({ ...placement }));
  if (!primary || !first) throw new TypeError('Both lists have a first element.');
  return { ...rest, apps: [primary, ...siblings], placements: [first, ...others] };
}
