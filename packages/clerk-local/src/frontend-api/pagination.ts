import { ApiError } from '../errors/api-error.ts';
import type { Call } from './call/call.ts';

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 500;

/** Cuts one page out of all rows, as `limit` (default 10, at most 500) and `offset` (default 0) ask. */
export function paginate<Row, JSON>(c: Call, rows: readonly Row[], toJSON: (row: Row) => JSON) {
  const limit = Math.min(readCount(c, 'limit', DEFAULT_LIMIT), MAX_LIMIT);
  const offset = readCount(c, 'offset', 0);
  return { data: rows.slice(offset, offset + limit).map(toJSON), total_count: rows.length };
}

function readCount(c: Call, name: string, fallback: number): number {
  const text = c.req.query(name);
  if (text === undefined || text === '') return fallback;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new ApiError(422, 'form_param_format_invalid', `${name} must be a whole number.`, {
    meta: { param_name: name },
  });
}
