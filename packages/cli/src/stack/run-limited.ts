/**
 * Runs work over items in order, at most `limit` at once: two cores boot two apps as fast as they boot six, and the
 * first is there sooner.
 *
 * @param work Must not reject; a failure is a value.
 */
export async function runLimited<Item>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: limit }, worker));
}
