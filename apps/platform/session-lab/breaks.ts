import { z } from 'zod';

/** The ways in which this page can break a session, on the local Clerk alone. */
export const BREAKS = [
  {
    kind: 'dropped',
    label: 'Drop the cookie',
    means: 'Deletes this app’s token. The session goes on: Clerk and the other apps still know it.',
  },
  {
    kind: 'expired',
    label: 'Let the token expire',
    means: 'Puts a token into the cookie that ended two minutes ago.',
  },
  {
    kind: 'without-azp',
    label: 'Strip azp',
    means: 'Puts a token into the cookie that names no origin, as a redirect of Clerk’s SDK would.',
  },
  {
    kind: 'planted',
    label: 'Plant a cookie',
    means: 'Does what a hostile sibling app can do: a cookie of the same name for the whole domain.',
  },
  {
    kind: 'outage',
    label: 'Take Clerk down',
    means: 'For 20 seconds neither of Clerk’s APIs answers anybody.',
  },
] as const;

export type Break = (typeof BREAKS)[number]['kind'];

const kinds = z.enum(BREAKS.map(({ kind }) => kind));

/** Reads the kind of a break. @returns null for anything else. */
export function parseBreak(value: unknown): Break | null {
  return kinds.safeParse(value).data ?? null;
}
