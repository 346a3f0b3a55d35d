import { levelOf } from './check.ts';
import type { DoctorReport } from './run-doctor.ts';

/**
 * The report for programs: the document that `sso doctor --json` prints.
 *
 * @returns `version` changes only when a field changes its meaning or is removed.
 */
export function toReportJSON({ results, applied, unread, staleLocks, hasClerk }: DoctorReport): object {
  return {
    version: 2,
    hasClerk,
    fixed: applied,
    staleLocks,
    notRead: unread,
    checks: results.map(({ check: { id, kind, severity, title }, findings }) => ({
      id,
      kind,
      severity,
      title,
      findings: findings.length,
    })),
    findings: results.flatMap(({ check, findings }) =>
      findings.map((finding) => ({
        id: check.id,
        severity: levelOf(check, finding),
        saw: finding.saw,
        file: finding.file ?? null,
        line: finding.line ?? null,
        whyItMatters: check.whyItMatters,
        fix: finding.fix ?? check.fix,
        isFixable: (finding.changes ?? []).length > 0,
      })),
    ),
  };
}
