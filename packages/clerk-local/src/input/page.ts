import type { Context } from 'hono';
import { z } from 'zod';
import { invalidField } from '../errors/api-error.ts';
import { integerText, one } from './parse-input.ts';

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 500;

/** `limit` and `offset` of every list of the Backend API, which refuses what is out of range. @source clerk/openapi-specs `LimitParameter`, `OffsetParameter`. */
export const pageQuery = {
  limit: one(integerText(1, MAX_LIMIT)),
  offset: one(integerText(0, Number.MAX_SAFE_INTEGER)),
};

export interface Page {
  limit?: number | undefined;
  offset?: number | undefined;
}

/** One page of a list. */
export function pageOf<Row>(rows: readonly Row[], { limit = DEFAULT_LIMIT, offset = 0 }: Page): Row[] {
  return rows.slice(offset, offset + limit);
}

/** What rows can be ordered by: wire field to value. */
export type OrderKeys<Row> = Readonly<Record<string, (row: Row) => string | number | null>>;

/**
 * Builds the `order_by` parameter: one of the fields, with `+` (ascending, default) or `-` before it.
 * A `+` that was not escaped arrives as a space and means the same.
 */
export function orderBy(fields: readonly string[]) {
  return one(z.string().regex(new RegExp(`^[-+ ]?(${fields.join('|')})$`), 'Not a field to order by.'));
}

/**
 * Sorts a copy; rows without the value come last, rows with equal values newest first.
 *
 * @param rows Oldest first, as the store lists them.
 * @param order As `orderBy` accepted it. Default `-created_at`.
 */
export function sortRows<Row>(rows: readonly Row[], keys: OrderKeys<Row>, order = '-created_at'): Row[] {
  const readField = keys[order.replace(/^[-+ ]/, '')];
  const newestFirst = rows.toReversed();
  if (!readField) return newestFirst;
  const direction = order.startsWith('-') ? -1 : 1;
  return newestFirst.sort((left, right) => {
    const [a, b] = [readField(left), readField(right)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return a === b ? 0 : a < b ? -direction : direction;
  });
}

/**
 * One page of a list, as the Frontend API responds.
 *
 * @throws {ApiError} 422 `form_param_format_invalid`, `form_param_value_invalid` (a limit of 0), `form_param_value_too_large` (above 500).
 * @source clerk/openapi-specs FAPI `LimitParameter`.
 */
export function toPageJSON<Row, JSON>(c: Context, rows: readonly Row[], toJSON: (row: Row) => JSON) {
  const limit = readCount(c, 'limit') ?? DEFAULT_LIMIT;
  if (limit < 1) throw invalidField('limit', 'form_param_value_invalid', 'limit is at least 1.');
  if (limit > MAX_LIMIT)
    throw invalidField('limit', 'form_param_value_too_large', `limit is at most ${MAX_LIMIT}.`);
  const offset = readCount(c, 'offset') ?? 0;
  return { data: pageOf(rows, { limit, offset }).map(toJSON), total_count: rows.length };
}

function readCount(c: Context, name: string): number | undefined {
  const text = c.req.query(name);
  if (text === undefined || text === '') return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw invalidField(name, 'form_param_format_invalid', `${name} must be a whole number.`);
}
