/**
 * The same items in the same order, beginning with another one: in as many rounds as there are items each is first once.
 *
 * @param by Whole number, >= 0.
 * @example rotate(['a', 'b', 'c'], 1) // ['b', 'c', 'a']
 */
export function rotate<Item>(items: readonly Item[], by: number): readonly Item[] {
  const start = items.length === 0 ? 0 : by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}
