import { type ParseError, parse } from 'jsonc-parser';
import { z } from 'zod';
import { MalformedJarError } from '../errors.ts';
import type { StoredCookie } from './stored-cookie.ts';

const cookieSchema = z.looseObject({
  name: z.string(),
  value: z.string(),
  domain: z.string().regex(/^\.?[^\s.]/),
  path: z.string().startsWith('/'),
  /** Unix seconds; -1: until the browser closes. */
  expires: z.number().default(-1),
  httpOnly: z.boolean().default(false),
  secure: z.boolean().default(false),
  sameSite: z.enum(['Strict', 'Lax', 'None']).nullish(),
});

const stateSchema = z.looseObject({
  cookies: z.array(cookieSchema),
  origins: z.array(z.unknown()).default([]),
});

/** What the file holds beside cookies: `origins` (local storage) and unknown fields, to be written back unchanged. */
export type StorageStateRest = Readonly<Record<string, unknown>>;

/**
 * Parses the file of Playwright's `context.storageState({ path })`.
 *
 * @throws {MalformedJarError} names the line of a syntax error, else the place: `cookies[3].domain`; never the content.
 * @source Playwright docs "BrowserContext.storageState".
 */
export function parseStorageState(text: string): {
  cookies: readonly StoredCookie[];
  rest: StorageStateRest;
} {
  const parsed = stateSchema.safeParse(parseJson(text));
  if (!parsed.success) {
    const place = parsed.error.issues[0]?.path.map((part) =>
      typeof part === 'number' ? `[${part}]` : `.${String(part)}`,
    );
    throw new MalformedJarError(
      `${place?.join('').replace(/^\./, '') || 'the document'} is not what storageState has there`,
    );
  }
  const { cookies, ...rest } = parsed.data;
  return { cookies: cookies.map(toStoredCookie), rest };
}

/** Renders what `parseStorageState` reads and Playwright accepts. SameSite is "Lax" where it is unknown, as in browsers. */
export function renderStorageState(cookies: readonly StoredCookie[], rest: StorageStateRest): string {
  const rendered = cookies.map((cookie) => ({
    name: cookie.name,
    value: cookie.value,
    domain: cookie.isHostOnly ? cookie.domain : `.${cookie.domain}`,
    path: cookie.path,
    expires: cookie.expiresAtSeconds ?? -1,
    httpOnly: cookie.isHttpOnly,
    secure: cookie.isSecure,
    sameSite: cookie.sameSite ?? 'Lax',
  }));
  return `${JSON.stringify({ cookies: rendered, ...rest }, null, 2)}\n`;
}

function toStoredCookie(cookie: z.infer<typeof cookieSchema>): StoredCookie {
  return {
    name: cookie.name,
    value: cookie.value,
    domain: cookie.domain.replace(/^\./, '').toLowerCase(),
    isHostOnly: !cookie.domain.startsWith('.'),
    path: cookie.path,
    isSecure: cookie.secure,
    isHttpOnly: cookie.httpOnly,
    expiresAtSeconds: cookie.expires <= 0 ? null : cookie.expires,
    sameSite: cookie.sameSite ?? null,
  };
}

/** `JSON.parse` quotes the text in its message, and names the place on some versions of Node only. */
function parseJson(text: string): unknown {
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  if (!first) return value;
  throw new MalformedJarError('not valid JSON', text.slice(0, first.offset).split('\n').length);
}
