import { docsOf } from './check.ts';
import type { Outcome } from './run-checks.ts';

/**
 * The report for programs.
 *
 * @returns `version` changes only when a field changes its meaning or goes.
 */
export function toReportJSON(outcomes: readonly Outcome[]): object {
  return {
    version: 1,
    checks: outcomes.map(({ check: { id, kind, severity, title }, findings }) => ({
      id,
      kind,
      severity,
      title,
      findings: findings.length,
    })),
    findings: outcomes.flatMap(({ check, findings }) =>
      findings.map(({ saw, file, line, changes }) => ({
        id: check.id,
        severity: check.severity,
        saw,
        file: file ?? null,
        line: line ?? null,
        whyItMatters: check.whyItMatters,
        mend: check.mend,
        docs: docsOf(check),
        isFixable: (changes ?? []).length > 0,
      })),
    ),
  };
}
