import type { Repository } from '@repo/next-repository';
import type { Check, Environment, Finding } from './check.ts';
import { readSettings, type Setting, settingFilesOf } from './clerk/settings.ts';
import { DoctorError } from './errors.ts';
import { isIgnored } from './ignore-comments.ts';
import type { Live } from './live/live.ts';

/** What one check found. Checks that found nothing are in it, too. */
export interface Outcome {
  readonly check: Check;
  readonly findings: readonly Finding[];
}

/**
 * Runs checks one after the other.
 *
 * @param live What live checks look at; without it they are left out.
 * @returns In the order of the checks; each one's findings by file and line.
 * @throws {DoctorError} `check_failed`: a check met something it does not understand.
 */
export async function runChecks(
  checks: readonly Check[],
  environment: Environment,
  live?: Live,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const check of checks) {
    if (check.kind === 'live' && !live) continue;
    const found = await run(check, environment, live);
    const findings = found.filter((finding) => !isIgnored(environment.repository, check.id, finding));
    outcomes.push({ check, findings: withoutCopies(findings).toSorted(byPlace) });
  }
  return outcomes;
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

/**
 * Reads variables where they are set.
 *
 * @param variables Those of this process; they count beside what env files say.
 */
export function createEnvironment(
  repository: Repository,
  variables: Readonly<Record<string, string | undefined>>,
): Environment {
  const own = Object.entries(variables).flatMap(([name, value]): readonly Setting[] =>
    value === undefined ? [] : [{ name, value }],
  );
  return {
    repository,
    variables,
    settingsOf: (app) => [
      ...settingFilesOf(repository, app).flatMap((file) => readSettings(repository, file)),
      ...own,
    ],
  };
}

/** Apps that share a file of variables share what is wrong with it. */
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
