import { z } from 'zod';

/** Kinds that the Backend API lists for a whole instance. Sessions it lists for one person at a time. */
export const LISTED_KINDS = ['user', 'organization', 'membership'] as const;
export type ListedKind = (typeof LISTED_KINDS)[number];

const count = z.int().min(0);
const counts = z.object({ user: count, organization: count, membership: count });

const position = z.object({
  offset: count,
  /** How often a page began behind an object that no page had shown. */
  stepsBack: count,
});

/** Place in one list of the Backend API. */
export type Position = z.output<typeof position>;

export const START: Position = { offset: 0, stepsBack: 0 };

/** Where a sync is; saved with what each page brought, so that a killed one goes on. */
export const syncCursor = z.object({
  /** `removal`: all was listed, and what was not among it is looked into. */
  step: z.enum([...LISTED_KINDS, 'removal']),
  /** Of `membership`: the organization whose members are listed; null: the first, by id. */
  organizationId: z.string().nullable(),
  position,
  listed: counts,
  changed: counts,
  removed: counts.extend({ session: count }),
  /** Objects in an unknown form; their rows stay as they are. */
  unreadable: count,
});

export type SyncCursor = z.output<typeof syncCursor>;

const NONE = { user: 0, organization: 0, membership: 0 } as const;

/** Before the first page. */
export const SYNC_START: SyncCursor = {
  step: 'user',
  organizationId: null,
  position: START,
  listed: NONE,
  changed: NONE,
  removed: { ...NONE, session: 0 },
  unreadable: 0,
};

/** A list that is never the same twice makes a sync miss something; the next sync brings it. */
const MOST_STEPS_BACK = 100;

/** What a page says about the list that it is part of. */
export interface PageFacts {
  readonly length: number;
  /** Whether the sync has had its first object before. */
  readonly isFirstSeen: boolean;
}

/**
 * Where to go on in a list after a page of it. Pages overlap by one object: when an object before the page is deleted while the
 * list is read, everything moves up by one, and the page would begin behind an object that no page has shown. Then the cursor goes back.
 *
 * @param page Of a list that is in the order of creation: whatever is before an object that was seen, was seen.
 * @param limit What was asked for, >= 2.
 * @returns `isSeen`: the page counts as seen. A page behind a gap does not, or the gap would be lost. `next` is undefined
 *   after the last page.
 */
export function nextPosition(
  at: Position,
  page: PageFacts,
  limit: number,
): { readonly isSeen: boolean; readonly next: Position | undefined } {
  const isBehindGap = at.offset > 0 && !page.isFirstSeen;
  if (isBehindGap && at.stepsBack < MOST_STEPS_BACK) {
    return {
      isSeen: false,
      next: { offset: Math.max(0, at.offset - limit), stepsBack: at.stepsBack + 1 },
    };
  }
  const isLast = page.length < limit;
  return { isSeen: true, next: isLast ? undefined : { ...at, offset: at.offset + page.length - 1 } };
}
