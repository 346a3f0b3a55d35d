/** Numbers from 0 up to but not 1, the same ones for the same seed: a measurement can be repeated. */
export type Random = () => number;

/**
 * @param seed A whole number.
 * @source mulberry32, a public-domain generator with 32 bits of state.
 */
export function createRandom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from 0 up to but not `below`. */
export function pick(random: Random, below: number): number {
  return Math.floor(random() * below);
}
