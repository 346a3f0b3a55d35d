import type { AppliedChange } from './apply-changes.ts';
import { docsOf } from './check.ts';
import type { Outcome } from './run-checks.ts';

/**
 * The report for programs.
 *
 * @param fixed What --fix has changed before.
 * @returns `version` changes only when a field changes its meaning or goes.
 */
export function toReportJSON(outcomes: readonly Outcome[], fixed: readonly AppliedChange[]): object {
  return {
    version: 1,
    fixed,
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
