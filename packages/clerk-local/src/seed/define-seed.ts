import type { Seed } from './seed.ts';

/** A seed as a file holds it: users and organizations may be left out. */
export type SeedInput = Omit<Seed, 'users' | 'organizations'> &
  Partial<Pick<Seed, 'users' | 'organizations'>>;

/**
 * Types a seed, for the default export of a TypeScript file or for the start option. It is checked at the start, not here.
 *
 * @example export default defineSeed({ users: [{ emailAddress: 'ada@acme.test', password: 'correct-horse-battery' }] });
 */
export function defineSeed(seed: SeedInput): Seed {
  return { users: [], organizations: [], ...seed };
}
