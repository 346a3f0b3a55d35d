import type { PeopleCursor, PeopleFilter } from '@repo/directory';
import { queryText } from '@repo/ui/fields';
import { z } from 'zod';

/** The fields of the people page's form, as text; empty means no filter. */
export const PEOPLE_FIELDS = ['search', 'organization', 'from', 'to'] as const;
export type PeopleField = (typeof PEOPLE_FIELDS)[number];

export interface PeopleQuery {
  /** As typed, to be shown again. */
  readonly values: Readonly<Record<PeopleField, string>>;
  /** What is wrong with a field, in one sentence. A wrong field filters nothing. */
  readonly problems: Readonly<Partial<Record<PeopleField, string>>>;
  readonly filter: PeopleFilter;
  readonly after: PeopleCursor | undefined;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const date = z.iso.date().transform((text) => Date.parse(text));
const cursor = z
  .string()
  .regex(/^\d{1,15}_[\w-]{1,255}$/)
  .transform((text) => {
    const split = text.indexOf('_');
    return { createdAtMs: Number(text.slice(0, split)), id: text.slice(split + 1) };
  });
/** The parameters of the address, each of its kind. */
const parameters = z.object({
  search: queryText(100),
  organization: queryText(256),
  from: queryText(20),
  to: queryText(20),
  after: queryText(400),
});

/**
 * Reads the query of the people page. Never throws: a value that cannot be read filters nothing and is listed in `problems`.
 *
 * @param untrusted The page's search parameters; of a repeated one the first counts.
 */
export function readPeopleQuery(
  untrusted: Readonly<Record<string, string | readonly string[] | undefined>>,
): PeopleQuery {
  const { after, ...values } = parameters.parse(untrusted);
  const from = values.from === '' ? undefined : date.safeParse(values.from);
  const to = values.to === '' ? undefined : date.safeParse(values.to);
  const wrongDate = 'Write a date as 2026-01-31.';
  const isReversed = from?.success && to?.success && from.data > to.data;
  return {
    values,
    problems: {
      ...(from?.success === false && { from: wrongDate }),
      ...(to?.success === false && { to: wrongDate }),
      ...(isReversed && { to: 'This is before the first day.' }),
    },
    filter: {
      ...(values.search !== '' && { search: values.search }),
      ...(values.organization !== '' && { organizationSlug: values.organization }),
      ...(from?.success && { createdFromMs: from.data }),
      // The last day is part of the span.
      ...(to?.success && !isReversed && { createdBeforeMs: to.data + DAY_MS }),
    },
    after: cursor.safeParse(after).data,
  };
}

/** The address of a list: its first page, or the page after a cursor. */
export function peopleHref(values: PeopleQuery['values'], after?: PeopleCursor): string {
  const query = new URLSearchParams(
    PEOPLE_FIELDS.filter((name) => values[name] !== '').map((name) => [name, values[name]]),
  );
  if (after) query.set('after', `${after.createdAtMs}_${after.id}`);
  return query.size === 0 ? '/people' : `/people?${query}`;
}
