import type { Metadata } from '../../store/user-rows.ts';

/**
 * Merges metadata as PATCH does: objects are merged deeply, other values replaced, and null removes the key at any depth.
 * `Object.fromEntries` never writes to a prototype, whatever the keys are called.
 *
 * @source clerk/openapi-specs `UpdateUserMetadata`.
 */
export function mergeMetadata(current: Metadata, changes: Metadata): Metadata {
  const merged = new Map(Object.entries(current));
  for (const [key, change] of Object.entries(changes)) {
    if (change === null) merged.delete(key);
    else merged.set(key, isObject(change) ? mergeMetadata(asObject(merged.get(key)), change) : change);
  }
  return Object.fromEntries(merged);
}

function isObject(value: unknown): value is Metadata {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asObject(value: unknown): Metadata {
  return isObject(value) ? value : {};
}
