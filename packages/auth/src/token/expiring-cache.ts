/** A bounded cache whose entries expire. */
export interface ExpiringCache<Value> {
  /** undefined: never set, removed, or expired. */
  get(key: string): Value | undefined;
  /** @param expiresAtMs Unix milliseconds; an entry that has already expired is not kept. */
  set(key: string, value: Value, expiresAtMs: number): void;
}

/**
 * Makes a cache for results that are costly to get and stay valid for a known time.
 *
 * @param maxEntries Beyond this many the oldest is removed; 0 keeps nothing.
 * @param nowMs Unix milliseconds.
 */
export function createExpiringCache<Value>(maxEntries: number, nowMs: () => number): ExpiringCache<Value> {
  const entries = new Map<string, { readonly value: Value; readonly expiresAtMs: number }>();
  return {
    get(key) {
      const entry = entries.get(key);
      if (!entry) return undefined;
      if (entry.expiresAtMs > nowMs()) return entry.value;
      entries.delete(key);
      return undefined;
    },
    set(key, value, expiresAtMs) {
      if (maxEntries <= 0 || expiresAtMs <= nowMs()) return;
      entries.delete(key);
      entries.set(key, { value, expiresAtMs });
      // A Map keeps the order of insertion.
      const [oldest] = entries.keys();
      if (entries.size > maxEntries && oldest !== undefined) entries.delete(oldest);
    },
  };
}
