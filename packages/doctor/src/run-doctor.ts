import { openRepository } from '@repo/next-repository';
import type { StoredCookie } from '@repo/trace';
import { type AppliedChange, applyChanges } from './apply-changes.ts';
import type { Check } from './check.ts';
import { usesClerk } from './clerk/uses-clerk.ts';
import { createEnvironment } from './environment.ts';
import { findUnread } from './find-unread.ts';
import { openLive } from './live/open-live.ts';
import { assertRepository } from './options.ts';
import { type CheckResult, runChecks } from './run-checks.ts';
import type { Unread } from './unread.ts';

export interface DoctorInput {
  /** Absolute folder of the repository. */
  readonly root: string;
  readonly checks: readonly Check[];
  /** Variables of this process. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Deployed apps to ask; undefined: live checks are left out. */
  readonly urls: readonly [URL, ...URL[]] | undefined;
  /** Cookies to send to them; empty: an anonymous visitor. */
  readonly cookies: readonly StoredCookie[];
  /** Whether to fix what is mechanical. */
  readonly isFixing: boolean;
}

/** What an examination found. */
interface Examination {
  /** What is left, after the fixes. */
  readonly results: readonly CheckResult[];
  /** What could not be read, and which checks say nothing because of it. */
  readonly unread: readonly Unread[];
  /** Whether anything of the repository names a package of Clerk. */
  readonly hasClerk: boolean;
}

export interface DoctorReport extends Examination {
  /** What was fixed, in order; empty without `isFixing`. */
  readonly applied: readonly AppliedChange[];
  /** Lock files that no longer fit the manifests that were fixed. */
  readonly staleLocks: readonly StaleLock[];
}

/** A lock file, and the command that writes it anew. */
export interface StaleLock {
  readonly file: string;
  readonly install: string;
}

/**
 * Examines a repository and deployed apps; with `isFixing` fixes what is mechanical and examines again.
 *
 * @throws {DoctorError} `invalid_usage`: there is no package. `site_unreachable`, `check_failed`.
 */
export async function runDoctor(input: DoctorInput): Promise<DoctorReport> {
  const first = await examine(input);
  if (!input.isFixing) return { ...first, applied: [], staleLocks: [] };
  const changes = first.results.flatMap(({ findings }) =>
    findings.flatMap((finding) => finding.changes ?? []),
  );
  const applied = applyChanges(input.root, changes);
  const left = applied.length > 0 ? await examine(input) : first;
  return { ...left, applied, staleLocks: staleLocks(input.root, applied) };
}

async function examine({ root, checks, variables, urls, cookies }: DoctorInput): Promise<Examination> {
  const repository = openRepository(root);
  assertRepository(repository);
  const environment = createEnvironment(repository, variables);
  const live = urls && (await openLive(environment, urls, { cookies }));
  const results = await runChecks(checks, environment, live);
  return {
    results,
    unread: findUnread(repository, checks),
    hasClerk: repository.packages.some((owner) => usesClerk(repository, owner)),
  };
}

/** A range that was raised is not installed yet. */
function staleLocks(root: string, applied: readonly AppliedChange[]): readonly StaleLock[] {
  const { lockOf } = openRepository(root);
  const locks = applied.flatMap(({ file }) => {
    const path = file.replace(/:\d+$/, '');
    const isManifest = /(?:^|\/)(?:package\.json|pnpm-workspace\.yaml|\.yarnrc\.yml)$/.test(path);
    return isManifest ? (lockOf(path.split('/').slice(0, -1).join('/')) ?? []) : [];
  });
  return [...new Map(locks.map(({ file, install }) => [file, { file, install }])).values()];
}
