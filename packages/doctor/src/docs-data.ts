import { type Check, docsOf } from './check.ts';

/** What the documentation says of a check. */
export interface CheckDocs {
  readonly id: string;
  readonly kind: Check['kind'];
  readonly severity: Check['severity'];
  readonly title: string;
  readonly whyItMatters: string;
  readonly mend: string;
  /** Anchor on the page of the documentation. */
  readonly anchor: string;
}

/** The documentation's list of checks: made of the table itself, so that there is no second list to keep. */
export function toDocsData(checks: readonly Check[]): readonly CheckDocs[] {
  return checks.map((check) => {
    const { id, kind, severity, title, whyItMatters, mend } = check;
    return { id, kind, severity, title, whyItMatters, mend, anchor: new URL(docsOf(check)).hash };
  });
}
