import type { Check, Environment, Finding } from './check.ts';
import { isIgnored } from './ignore-comments.ts';
import type { Repository } from './repository/repository.ts';
import { readSettings, type Setting, settingFilesOf } from './repository/settings.ts';

/** What one check found. Checks that found nothing are in it, too. */
export interface Outcome {
  readonly check: Check;
  readonly findings: readonly Finding[];
}

/**
 * Runs checks one after the other.
 *
 * @param variables Those of this process; what an env file says does not count against them.
 * @returns In the order of the checks; each one's findings by file and line.
 */
export async function runChecks(
  checks: readonly Check[],
  repository: Repository,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<readonly Outcome[]> {
  const environment = createEnvironment(repository, variables);
  const outcomes: Outcome[] = [];
  for (const check of checks) {
    const found = check.kind === 'static' ? check.run(repository) : await check.run(environment);
    const findings = found.filter((finding) => !isIgnored(repository, check.id, finding));
    outcomes.push({ check, findings: withoutCopies(findings).toSorted(byPlace) });
  }
  return outcomes;
}

function createEnvironment(
  repository: Repository,
  variables: Readonly<Record<string, string | undefined>>,
): Environment {
  const own = Object.entries(variables).flatMap(([name, value]): readonly Setting[] =>
    value === undefined ? [] : [{ name, value }],
  );
  return {
    repository,
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
