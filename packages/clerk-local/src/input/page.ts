import { z } from 'zod';
import { integerText, one } from './parse-input.ts';

/** `limit` and `offset` of every list. @source clerk/openapi-specs `LimitParameter`, `OffsetParameter`. */
export const pageQuery = {
  limit: one(integerText(1, 500)),
  offset: one(integerText(0, Number.MAX_SAFE_INTEGER)),
};

const LIMIT_DEFAULT = 10;

export interface Page {
  limit?: number | undefined;
  offset?: number | undefined;
}

/** Cuts one page out of a list. */
export function pageOf<Row>(rows: readonly Row[], { limit = LIMIT_DEFAULT, offset = 0 }: Page): Row[] {
  return rows.slice(offset, offset + limit);
}

/** What a row can be ordered by: wire field to value. */
export type OrderKeys<Row> = Readonly<Record<string, (row: Row) => string | number | null>>;

/**
 * Builds the `order_by` parameter: one of the fields, with `+` (ascending, default) or `-` before it.
 * A `+` that the caller forgot to escape arrives as a space and means the same.
 */
export function orderBy<Row>(keys: OrderKeys<Row>) {
  return one(
    z.string().regex(new RegExp(`^[-+ ]?(${Object.keys(keys).join('|')})$`), 'Not a field to order by.'),
  );
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
