import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { assertVersions } from './build/version-problems.ts';
import type { CopyChoices } from './choices.ts';
import { type CopyOptions, chooseCopy, defaultFolder } from './choose.ts';
import { type CopyRecord, type FoundRecord, readRecord, writeRecord } from './copy-record.ts';
import { CopyError } from './errors.ts';
import { hasConflictMarks } from './plan/merge-texts.ts';
import { appsWithOwnProxy, type CopyPlan, planProjectEdits } from './plan/plan-copy.ts';
import { planFirstCopy, planUpdate } from './plan/plan-files.ts';
import { sectionsSince } from './source/changelog.ts';
import { BASE_FILE, buildManagedFiles, proxyPath, RECORD_FILE } from './source/managed-files.ts';
import { readNeededVersions } from './source/needed-versions.ts';
import type { Upstream } from './source/upstream.ts';
import type { Target } from './target/target.ts';
import { readTextFile } from './target/text-file.ts';

/** A plan, and the record to write after it. */
export interface PreparedCopy {
  readonly choices: CopyChoices;
  readonly plan: CopyPlan;
  readonly record: ReadonlyMap<string, string | Buffer>;
}

/**
 * Plans a first copy, or, with `isUpdate`, an update. Only reads.
 *
 * @throws {CopyError} `never_copied`: nothing to update. `already_copied`: a copy is there, and something would change.
 *   `name_taken`: the workspace has such a package.
 *   `unsettled_conflicts`: of the last update. `target_unsupported`: an app has too old a version. And as `chooseCopy`, `readRecord` do.
 */
export function prepareCopy({
  upstream,
  target,
  options,
  isUpdate,
}: {
  readonly upstream: Upstream;
  readonly target: Target;
  readonly options: CopyOptions;
  readonly isUpdate: boolean;
}): PreparedCopy {
  const found = findRecord(target, options.as);
  if (isUpdate && !found) {
    throw new CopyError(
      'never_copied',
      'There is no copy to update: no .sso-copy.json was found. Name its folder with --as.',
    );
  }
  const choices = found?.choices ?? chooseCopy(options, target);
  assertVersions(target, choices, readNeededVersions());
  if (!found) assertFree(target, choices);
  const managed = buildManagedFiles(upstream, choices);
  const disk = readTexts(target.root, new Set([...managed.keys(), ...(found?.base.keys() ?? [])]));
  // A proxy of the target's own is never replaced; the lines to add to it are printed.
  const ownProxies = new Set(
    appsWithOwnProxy(target, disk)
      .map(proxyPath)
      .filter((path) => !found?.base.has(path)),
  );
  const wanted = new Map([...managed].filter(([path]) => !ownProxies.has(path)));
  assertResolved(disk);
  const files = found ? planUpdate(wanted, found.base, disk) : planFirstCopy(wanted, disk);
  const changelog = isUpdate && found ? sectionsSince(upstream.changelog, found.version) : [];
  const plan = { files, changelog, ...planProjectEdits({ upstream, target, choices }) };
  if (found && !isUpdate && files.some(({ kind }) => kind !== 'keep')) {
    throw new CopyError(
      'already_copied',
      `${choices.as} is a copy already, and differs from what would be copied now. Update it with --update.`,
    );
  }
  return { choices, plan, record: recordFiles({ upstream, choices, base: wanted, found }) };
}

/** Empty where the texts are those of the last time: a new commit alone changes no file of the target. */
function recordFiles({
  upstream,
  found,
  ...record
}: CopyRecord & {
  readonly upstream: Upstream;
  readonly found: CopyRecord | undefined;
}): PreparedCopy['record'] {
  const { base, choices } = record;
  if (found?.base.size === base.size && [...base].every(([path, text]) => found.base.get(path) === text)) {
    return new Map();
  }
  const written = writeRecord(upstream, record);
  return new Map<string, string | Buffer>([
    [posix.join(choices.as, RECORD_FILE), written.json],
    [posix.join(choices.as, BASE_FILE), written.base],
  ]);
}

function findRecord(target: Target, as: string | undefined): FoundRecord | undefined {
  const folders =
    as === undefined ? [defaultFolder(target), 'packages/auth', 'src/lib/auth', 'lib/auth'] : [as];
  const folder = folders.find((each) => existsSync(join(target.root, each, RECORD_FILE)));
  if (folder === undefined) return undefined;
  const at = (name: string) => join(target.root, folder, name);
  const base = existsSync(at(BASE_FILE)) ? readFileSync(at(BASE_FILE)) : Buffer.alloc(0);
  return readRecord(folder, readFileSync(at(RECORD_FILE), 'utf8'), base);
}

function readTexts(root: string, paths: ReadonlySet<string>): ReadonlyMap<string, string> {
  return new Map(
    [...paths].flatMap((path): [string, string][] => {
      const file = readTextFile(root, path);
      return file ? [[path, file.text]] : [];
    }),
  );
}

/** A package of the team's own is never written to. */
function assertFree({ root, packageNames }: Target, { form, as, packageName }: CopyChoices): void {
  if (form === 'folder') return;
  const isFolderTaken = existsSync(join(root, as, 'package.json'));
  if (!isFolderTaken && !packageNames.has(packageName)) return;
  const taken = isFolderTaken ? `The package in ${as}` : `The package ${packageName}`;
  throw new CopyError(
    'name_taken',
    `${taken} is there already, and nothing of yours is replaced. Choose another folder with --as, such as packages/sso-auth: the package gets its name.`,
  );
}

function assertResolved(disk: ReadonlyMap<string, string>): void {
  const open = [...disk].filter(([, text]) => hasConflictMarks(text)).map(([path]) => `\n  ${path}`);
  if (open.length === 0) return;
  throw new CopyError(
    'unsettled_conflicts',
    `Resolve the conflicts of the last update first:${open.join('')}`,
  );
}
