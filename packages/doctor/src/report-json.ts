import type { DoctorReport } from './run-doctor.ts';

/**
 * The report for programs: the document that `sso doctor --json` prints.
 *
 * @returns `version` changes only when a field changes its meaning or is removed.
 */
export function toReportJSON({ results, applied }: DoctorReport): object {
  return {
    version: 2,
    fixed: applied,
    checks: results.map(({ check: { id, kind, severity, title }, findings }) => ({
      id,
      kind,
      severity,
      title,
      findings: findings.length,
    })),
    findings: results.flatMap(({ check, findings }) =>
      findings.map(({ saw, file, line, changes }) => ({
        id: check.id,
        severity: check.severity,
        saw,
        file: file ?? null,
        line: line ?? null,
        whyItMatters: check.whyItMatters,
        fix: check.fix,
        isFixable: (changes ?? []).length > 0,
      })),
    ),
  };
}
