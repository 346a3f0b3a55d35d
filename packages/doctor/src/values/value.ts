/** A value that code computes. An object holds its properties unread, because most of them do not matter. */
export type Value =
  | undefined
  | null
  | boolean
  | number
  | string
  | RegExp
  | ObjectValue
  | readonly Value[]
  | FunctionValue;

export type FunctionValue = (...values: readonly Value[]) => Value;

export interface ObjectValue {
  readonly properties: ReadonlyMap<string, () => Value>;
}

/** The expression is not understood, or running it would throw. Only this folder sees it. */
export class NotUnderstood extends Error {}

export function isObject(value: Value): value is ObjectValue {
  return typeof value === 'object' && value !== null && 'properties' in value;
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** Whether a value is a list without entries, or no list at all: Clerk then accepts tokens of every origin. */
export function isEmptyList(value: Value): boolean {
  return value === undefined || value === null || value === '' || (isList(value) && value.length === 0);
}

/** A value as text, as in a template. */
export function toText(value: Value): string {
  if (isObject(value) || typeof value === 'function') throw new NotUnderstood();
  return isList(value) ? value.map(toText).join(',') : String(value ?? value);
}

/** The entries of a value, as a spread has them. */
export function toList(value: Value): readonly Value[] {
  if (typeof value === 'string') return [...value];
  if (!isList(value)) throw new NotUnderstood();
  return value;
}
