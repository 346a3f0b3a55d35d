/**
 * Values that a worker keeps in its memory: until it is replaced, in one location, and for the latest keys only.
 * A product would use a Durable Object or a database; the demonstration needs neither.
 */
export interface Memory<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
}

/** @param maxKeys Beyond this many, the key that was written longest ago is removed. */
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
