import type { Context } from 'hono';
import { z } from 'zod';
import { ApiError, invalidField } from '../errors/api-error.ts';
import { fitsMetadata, METADATA_TOO_LARGE } from '../flows/users/metadata-size.ts';
import { parseJson } from './parse-json.ts';

/**
 * Reads a JSON body by a schema. Schemas here are strict: a parameter that the local Clerk does not know is refused, not ignored.
 *
 * @param schema An object of snake_case keys. An empty body counts as `{}`.
 * @throws {ApiError} 400 as `parseJson`; 422 `form_param_*` with `meta.param_name`: the first wrong parameter.
 */
export async function parseBody<Schema extends z.ZodType>(
  c: Context,
  schema: Schema,
): Promise<z.output<Schema>> {
  const text = await c.req.text();
  return parse(schema, text === '' ? {} : parseJson(text));
}

/**
 * Reads the query by a schema made of `one()` and `many()`. `key[]=` counts as `key=`.
 *
 * @throws {ApiError} 422 `form_param_*`.
 */
export function parseQuery<Schema extends z.ZodType>(c: Context, schema: Schema): z.output<Schema> {
  const query: Record<string, string[]> = {};
  for (const [key, values] of Object.entries(c.req.queries())) {
    const name = key.replace(/\[\]$/, '');
    query[name] = [...(query[name] ?? []), ...values];
  }
  return parse(schema, query);
}

/** A query parameter with one value; the last of several counts. */
export function one<Schema extends z.ZodType<unknown, string>>(schema: Schema) {
  return z
    .array(z.string())
    .transform((values) => values.at(-1) ?? '')
    .pipe(schema)
    .optional();
}

/** A query parameter that may be repeated. */
export function many() {
  return z.array(z.string()).optional();
}

/** A whole number in a query. */
export function integerText(minimum: number, maximum: number) {
  return z
    .string()
    .regex(/^\d+$/, 'Not a whole number.')
    .transform(Number)
    .pipe(z.number().min(minimum).max(maximum));
}

/** `true` or `false` in a query. */
export const booleanText = z.enum(['true', 'false']).transform((text) => text === 'true');

/** @source Clerk docs, "User metadata": at most 8 KB. */
export const metadata = z
  .record(z.string(), z.unknown())
  .refine(fitsMetadata, { params: { code: METADATA_TOO_LARGE } });

/** Text of at most this many characters; Clerk's names have 256. */
export function shortText(limit = 256) {
  return z.string().max(limit);
}

/** An RFC 3339 time in a body; parsed to Unix milliseconds. */
export const timeText = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw issue
    ? toApiError(issue)
    : new ApiError(422, 'form_param_value_invalid', 'The parameters are invalid.');
}

function toApiError(issue: z.core.$ZodIssue): ApiError {
  if (issue.code === 'unrecognized_keys') {
    const param = issue.keys[0] ?? '';
    return invalidField(
      param,
      'form_param_unknown',
      `${param} is not a parameter that the local Clerk knows here.`,
    );
  }
  const param = issue.path.length === 0 ? 'body' : String(issue.path[0]);
  if (issue.code === 'invalid_type') {
    return issue.input === undefined
      ? invalidField(param, 'form_param_missing', `${param} must be included.`)
      : invalidField(param, 'form_param_type_invalid', `${param} has the wrong type. ${issue.message}`);
  }
  return invalidField(param, codeOf(issue), `${param} is invalid. ${issue.message}`);
}

function codeOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom' && typeof issue.params?.code === 'string') return issue.params.code;
  if (issue.code === 'invalid_format') return 'form_param_format_invalid';
  if (issue.code !== 'too_big') return 'form_param_value_invalid';
  return issue.origin === 'string' ? 'form_param_max_length_exceeded' : 'form_param_value_too_large';
}
