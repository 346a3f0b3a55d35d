import { openRepository } from '@repo/next-repository';
import type { StoredCookie } from '@repo/trace';
import { type AppliedChange, applyChanges } from './apply-changes.ts';
import type { Check } from './check.ts';
import { createEnvironment } from './environment.ts';
import { openLive } from './live/open-live.ts';
import { assertRepository } from './options.ts';
import { type CheckResult, runChecks } from './run-checks.ts';

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

export interface DoctorReport {
  /** What is left, after the fixes. */
  readonly results: readonly CheckResult[];
  /** What was fixed, in order; empty without `isFixing`. */
  readonly applied: readonly AppliedChange[];
}

/**
 * Examines a repository and deployed apps; with `isFixing` fixes what is mechanical and examines again.
 *
 * @throws {DoctorError} `invalid_usage`: there is no package. `site_unreachable`, `check_failed`.
 */
export async function runDoctor(input: DoctorInput): Promise<DoctorReport> {
  const first = await examine(input);
  if (!input.isFixing) return { results: first, applied: [] };
  const changes = first.flatMap(({ findings }) => findings.flatMap((finding) => finding.changes ?? []));
  const applied = applyChanges(input.root, changes);
  return { results: applied.length > 0 ? await examine(input) : first, applied };
}

async function examine({ root, checks, variables, urls, cookies }: DoctorInput) {
  const repository = openRepository(root);
  assertRepository(repository);
  const environment = createEnvironment(repository, variables);
  const live = urls && (await openLive(environment, urls, { cookies }));
  return runChecks(checks, environment, live);
}
