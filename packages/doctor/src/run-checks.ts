import { type Check, type Finding, type Level, levelOf } from './check.ts';
import type { Environment } from './environment.ts';
import { DoctorError } from './errors.ts';
import { isIgnored } from './ignore-comments.ts';
import type { Live } from './live/live.ts';

/** What one check found; `findings` is empty where it found nothing. */
export interface CheckResult {
  readonly check: Check;
  /** The most serious first, then by file and line. */
  readonly findings: readonly Finding[];
}

/**
 * Runs checks one after the other.
 *
 * @param live What live checks ask; without it they are left out.
 * @returns In the order of the checks; each one's findings by level, file and line.
 * @throws {DoctorError} `check_failed`: a check threw.
 */
export async function runChecks(
  checks: readonly Check[],
  environment: Environment,
  live?: Live,
): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of checks) {
    if (check.kind === 'live' && !live) continue;
    const found = await run(check, environment, live);
    const findings = found.filter((finding) => !isIgnored(environment.repository, check.id, finding));
    const rank = (finding: Finding) => LEVELS.indexOf(levelOf(check, finding));
    const ordered = withoutCopies(findings).toSorted(byPlace);
    results.push({ check, findings: ordered.toSorted((one, other) => rank(one) - rank(other)) });
  }
  return results;
}

const LEVELS: readonly Level[] = ['error', 'warning', 'note'];

async function run(
  check: Check,
  environment: Environment,
  live: Live | undefined,
): Promise<readonly Finding[]> {
  try {
    switch (check.kind) {
      case 'static':
        return check.run(environment.repository);
      case 'environment':
        return await check.run(environment);
      case 'live':
        return live ? await check.run(live) : [];
    }
  } catch (cause) {
    const seen = cause instanceof Error ? cause.message : 'unknown error';
    throw new DoctorError(
      'check_failed',
      `The check ${check.id} could not run: ${seen}. Leave it out with --only.`,
    );
  }
}

/** Apps that share an env file would each report its faults. */
function withoutCopies(findings: readonly Finding[]): readonly Finding[] {
  return [
    ...new Map(
      findings.map((finding) => [JSON.stringify([finding.file, finding.line, finding.saw]), finding]),
    ).values(),
  ];
}

function byPlace(one: Finding, other: Finding): number {
  return (one.file ?? '').localeCompare(other.file ?? '') || (one.line ?? 0) - (other.line ?? 0);
}
