export type { AppliedChange } from './apply-changes.ts';
export type { Check, Finding } from './check.ts';
export { CHECKS } from './checks/index.ts';
export { parseLiveUrls, parseRoot, selectChecks } from './options.ts';
export { renderReport } from './render-report.ts';
export { toReportJSON } from './report-json.ts';
export type { CheckResult } from './run-checks.ts';
export { type DoctorInput, type DoctorReport, runDoctor } from './run-doctor.ts';
export { toSarif } from './sarif.ts';
