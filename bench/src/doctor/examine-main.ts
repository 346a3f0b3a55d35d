import { CHECKS, runDoctor } from '@repo/doctor';

/** Examines a repository once and reports what it took, for `measure-speed.ts`. */
const root = process.argv[2] ?? '.';
const startedMs = performance.now();
const { results } = await runDoctor({
  root,
  checks: CHECKS,
  variables: {},
  urls: undefined,
  cookies: [],
  isFixing: false,
});
const findings = results.reduce((total, result) => total + result.findings.length, 0);
process.send?.({
  ms: performance.now() - startedMs,
  residentBytes: process.resourceUsage().maxRSS * 1024,
  findings,
});
