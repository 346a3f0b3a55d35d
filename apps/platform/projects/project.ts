export interface Project {
  id: string;
  name: string;
  /** Hours planned per week, 1 to 400. */
  weeklyHours: number;
  status: 'draft' | 'published';
  /** ISO 8601, UTC. */
  createdAt: string;
}

export interface ProjectDraft {
  name: string;
  weeklyHours: number;
}

/** What is wrong with each field, in sentences for the user. */
export type ProjectErrors = Partial<Record<keyof ProjectDraft, string>>;

export type ParsedDraft = { ok: true; draft: ProjectDraft } | { ok: false; errors: ProjectErrors };

/** Names longer than this do not fit a roster's heading. */
export const PROJECT_NAME_MAX = 60;

/** Ten people at 40 hours a week; more than that is planned as two projects. */
export const WEEKLY_HOURS_MAX = 400;

/**
 * Reads a new project from a form or a JSON body.
 *
 * @param input Untrusted. `weeklyHours` may be a number or its decimal digits, as forms send it.
 * @returns The draft with its name trimmed, or one sentence per field that is wrong.
 */
export function parseProjectDraft(input: unknown): ParsedDraft {
  const fields = typeof input === 'object' && input !== null ? input : {};
  const name = 'name' in fields && typeof fields.name === 'string' ? fields.name.trim() : '';
  const weeklyHours = parseHours('weeklyHours' in fields ? fields.weeklyHours : undefined);
  const errors: ProjectErrors = {};
  if (name.length < 1 || name.length > PROJECT_NAME_MAX) {
    errors.name = `Give the project a name of 1 to ${PROJECT_NAME_MAX} characters.`;
  }
  if (weeklyHours === null) {
    errors.weeklyHours = `Enter whole hours between 1 and ${WEEKLY_HOURS_MAX}.`;
    return { ok: false, errors };
  }
  return errors.name ? { ok: false, errors } : { ok: true, draft: { name, weeklyHours } };
}

function parseHours(value: unknown): number | null {
  const isDigits = typeof value === 'string' && /^\d{1,3}$/.test(value.trim());
  const hours = isDigits ? Number(value) : value;
  if (typeof hours !== 'number' || !Number.isInteger(hours)) return null;
  return hours >= 1 && hours <= WEEKLY_HOURS_MAX ? hours : null;
}
