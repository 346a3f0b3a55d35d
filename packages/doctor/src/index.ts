export { type AppliedChange, applyChanges } from './apply-changes.ts';
export { CHECKS } from './checks/index.ts';
export { openLive } from './live/open-live.ts';
export { assertLive, assertRepository, parseLiveUrls, parseRoot, selectChecks } from './options.ts';
export { renderReport } from './render-report.ts';
export { toReportJSON } from './report-json.ts';
export { createEnvironment, type Outcome, runChecks } from './run-checks.ts';
export { toSarif } from './sarif.ts';
