import { ApiError } from '../errors/api-error.ts';
import type { Call } from '../frontend-api/call/call.ts';
import { parseJson } from './parse-json.ts';

/** The fields of a call's body: form, multipart or JSON. An empty value is `''`, an absent one undefined. */
export interface Fields {
  get(name: string): string | undefined;
  all(name: string): string[];
}

/** @throws {ApiError} 400 `request_body_invalid`: the body is not what its content type says. */
export async function readFields(c: Call): Promise<Fields> {
  const entries = await readBody(c);
  const all = (name: string) =>
    (Object.hasOwn(entries, name) ? [entries[name]].flat() : []).flatMap((value) => toText(value));
  return { get: (name) => all(name)[0], all };
}

async function readBody(c: Call): Promise<Record<string, unknown>> {
  try {
    const type = c.req.header('content-type') ?? '';
    if (type.startsWith('application/x-www-form-urlencoded')) return parseForm(await c.req.text());
    if (!type.includes('json')) return await c.req.parseBody({ all: true });
    const body = parseJson(await c.req.text());
    if (typeof body === 'object' && body !== null) return { ...body };
  } catch {
    // Refused below.
  }
  throw new ApiError(400, 'request_body_invalid', 'The request body could not be read.');
}

/** What almost every call of clerk-js sends. */
function parseForm(text: string): Record<string, unknown> {
  const form = new URLSearchParams(text);
  return Object.fromEntries([...new Set(form.keys())].map((name) => [name, form.getAll(name)]));
}

function toText(value: unknown): string[] {
  if (value === null) return [''];
  if (typeof value === 'string') return [value];
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)];
  return typeof value === 'object' && !(value instanceof Blob) ? [JSON.stringify(value)] : [];
}
