import { fieldErrors, typedText, wholeNumber } from '@repo/ui/fields';
import { z } from 'zod';

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

/** Projects per user or organization, as the database allows them. */
export { PROJECTS_PER_OWNER } from '@repo/data/limits';

/** Ten people at 40 hours a week; more than that is planned as two projects. */
export const WEEKLY_HOURS_MAX = 400;

const draft = z.object({
  name: typedText({
    minLength: 1,
    maxLength: PROJECT_NAME_MAX,
    lines: 'one',
    message: `Give the project a name of 1 to ${PROJECT_NAME_MAX} characters.`,
  }),
  weeklyHours: wholeNumber({
    min: 1,
    max: WEEKLY_HOURS_MAX,
    message: `Enter whole hours between 1 and ${WEEKLY_HOURS_MAX}.`,
  }),
});

/**
 * Reads a new project from the fields of a form or a JSON body.
 *
 * @param input Untrusted. `weeklyHours` may be a number or its decimal digits, as forms send it.
 * @returns The draft with its name trimmed, or one sentence per field that is wrong.
 */
export function parseProjectDraft(input: unknown): ParsedDraft {
  const isObject = typeof input === 'object' && input !== null && !Array.isArray(input);
  const parsed = draft.safeParse(isObject ? input : {});
  if (parsed.success) return { ok: true, draft: parsed.data };
  return { ok: false, errors: fieldErrors(parsed.error, ['name', 'weeklyHours']) };
}

/** The fields as they were typed, to fill the form with again. */
export type TypedProject = Readonly<Record<keyof ProjectDraft, string>>;

/** @param input Untrusted: what is no text is empty, and text is cut to a length that no field accepts. */
export function typedProject(input: Readonly<Record<string, unknown>>): TypedProject {
  const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 2 * PROJECT_NAME_MAX) : '');
  return { name: text(input.name), weeklyHours: text(input.weeklyHours) };
}
