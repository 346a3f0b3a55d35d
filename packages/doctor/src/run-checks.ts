import type { Check, Finding } from './check.ts';
import type { Environment } from './environment.ts';
import { DoctorError } from './errors.ts';
import { isIgnored } from './ignore-comments.ts';
import type { Live } from './live/live.ts';

/** What one check found; `findings` is empty where it found nothing. */
export interface CheckResult {
  readonly check: Check;
  readonly findings: readonly Finding[];
}

/**
 * Runs checks one after the other.
 *
 * @param live What live checks ask; without it they are left out.
 * @returns In the order of the checks; each one's findings by file and line.
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
    results.push({ check, findings: withoutCopies(findings).toSorted(byPlace) });
  }
  return results;
}

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
