import type { Check } from './check.ts';

/** What the documentation shows of a check. */
export interface CheckDocs {
  readonly id: string;
  readonly kind: Check['kind'];
  readonly severity: Check['severity'];
  readonly title: string;
  readonly whyItMatters: string;
  readonly fix: string;
  /** Anchor on the page of the documentation. */
  readonly anchor: string;
}

/** The documentation's list of checks, read from the checks themselves. */
export function toDocsData(checks: readonly Check[]): readonly CheckDocs[] {
  return checks.map(({ id, kind, severity, title, whyItMatters, fix }) => ({
    id,
    kind,
    severity,
    title,
    whyItMatters,
    fix,
    anchor: `#${id}`,
  }));
}
