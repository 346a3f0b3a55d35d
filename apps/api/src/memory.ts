/**
 * What a worker remembers by itself: until it is replaced, in one place of the world, and of the latest keys only.
 * A product keeps such things in a Durable Object or a database; here it keeps the demonstration without one.
 */
export interface Memory<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
}

/** @param maxKeys Beyond this many, the one that was not written for the longest time is forgotten. */
export function createMemory<Value>(maxKeys = 10_000): Memory<Value> {
  const values = new Map<string, Value>();
  return {
    get: (key) => values.get(key),
    set(key, value) {
      values.delete(key);
      values.set(key, value);
      const [oldest] = values.keys();
      if (values.size > maxKeys && oldest !== undefined) values.delete(oldest);
    },
  };
}
