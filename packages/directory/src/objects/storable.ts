/**
 * Copies a JSON value so that PostgreSQL can store it: without NUL characters and halves of surrogate pairs, which JSON may
 * hold and PostgreSQL refuses. Without this, one name could make a delivery fail for ever.
 *
 * @source PostgreSQL documentation, "JSON Types": \u0000 and unpaired surrogates cannot be converted to text.
 */
export function toStorable(value: unknown): unknown {
  if (typeof value === 'string') return toStorableText(value);
  if (Array.isArray(value)) return value.map(toStorable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [toStorableText(key), toStorable(each)]),
  );
}

function toStorableText(text: string): string {
  return text.replaceAll('\0', '').replaceAll(/\p{Surrogate}/gu, '\uFFFD');
}
