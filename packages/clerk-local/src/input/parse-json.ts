import { ApiError } from '../errors/api-error.ts';

/** Deeper values would overflow the stack of whatever walks over them. */
const MAX_DEPTH = 100;

/** Reads JSON of a request. @throws {ApiError} 400 `request_body_invalid`: not JSON, or nested more than 100 levels deep. */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ApiError(400, 'request_body_invalid', 'The request body is not valid JSON.');
  }
  if (isTooDeep(value)) {
    throw new ApiError(400, 'request_body_invalid', `The request body has more than ${MAX_DEPTH} levels.`);
  }
  return value;
}

function isTooDeep(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; depth <= MAX_DEPTH; depth += 1) {
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
    if (level.length === 0) return false;
  }
  return true;
}
