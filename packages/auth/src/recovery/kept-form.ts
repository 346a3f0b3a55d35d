/**
 * The largest body of a form that a page of recovery keeps, files included: 3 MiB. In Base64 this is 4 MiB of HTML, below the
 * limits of the hosts that are usual for Next.js. The submit listener of `SsoProvider` sends larger ones with a fresh token.
 * @internal Exported for its test.
 */
export const KEPT_FORM_LIMIT_BYTES = 3 * 1024 * 1024;

/**
 * The most fields and files of a form that is kept, twice what PHP accepts. A body of three MiB could hold a million: the page for
 * them would take seconds and hundreds of megabytes to write, and anyone can send one.
 * @internal Exported for its test.
 */
export const KEPT_FORM_LIMIT_ENTRIES = 2_000;

/** The most bytes that a kept form takes as HTML, where a quotation mark is five characters and a file a third longer. */
const HTML_LIMIT_BYTES = 4_300_000;

/** A field or file of a form, in the order in which the browser sent them. */
export type KeptEntry =
  | { readonly kind: 'text'; readonly name: string; readonly value: string }
  | {
      readonly kind: 'file';
      readonly name: string;
      /** Empty: the user chose no file. */
      readonly filename: string;
      readonly type: string;
      readonly base64: string;
    };

/** A form as the browser sent it, so that a page can send it once more. */
export interface KeptForm {
  readonly encoding: 'application/x-www-form-urlencoded' | 'multipart/form-data';
  readonly entries: readonly KeptEntry[];
}

/**
 * Reads the body of a form, so that a page can send exactly the same once more. At most `KEPT_FORM_LIMIT_BYTES` are kept in
 * memory, however much the client sends. What was read is never logged.
 *
 * @param request Its body is consumed.
 * @returns null where the form cannot be sent again exactly: it is too large, is no form, or has characters that HTML cannot
 *   carry.
 * @source HTML standard, "Form submission" (both encodings); WHATWG URL, "urlencoded serializer".
 */
export async function keepForm({
  headers,
  body,
}: Pick<Request, 'headers' | 'body'>): Promise<KeptForm | null> {
  const contentType = headers.get('content-type') ?? '';
  const encoding = contentType.split(';', 1)[0]?.trim().toLowerCase();
  if (encoding !== 'application/x-www-form-urlencoded' && encoding !== 'multipart/form-data') return null;
  if (Number(headers.get('content-length') ?? 0) > KEPT_FORM_LIMIT_BYTES) return null;
  const bytes = await readBounded(body);
  if (bytes === null) return null;
  const entries =
    encoding === 'multipart/form-data' ? await readParts(bytes, contentType) : readFields(bytes);
  if (!entries?.every(isCarried)) return null;
  return bytes.byteLength + growth(entries) > HTML_LIMIT_BYTES ? null : { encoding, entries };
}

/** Bytes by which entries are longer as HTML than in the body, at most. */
function growth(entries: readonly KeptEntry[]): number {
  return entries.reduce((sum, entry) => {
    const text = entry.name + (entry.kind === 'text' ? entry.value : entry.filename + entry.type);
    const file = entry.kind === 'file' ? entry.base64.length / 4 : 0;
    return sum + MARKUP_BYTES + file + 5 * countEscaped(text);
  }, 0);
}

/** Of one entry, beside its name and value. */
const MARKUP_BYTES = 100;

function countEscaped(text: string): number {
  return text.match(/[&<>"'\\\p{Cc}]/gu)?.length ?? 0;
}

async function readBounded(body: ReadableStream<Uint8Array> | null): Promise<Uint8Array<ArrayBuffer> | null> {
  if (body === null) return new Uint8Array();
  // The team's handler has read it.
  if (body.locked) return null;
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = body.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      length += next.value.byteLength;
      if (length > KEPT_FORM_LIMIT_BYTES) {
        await reader.cancel();
        return null;
      }
      chunks.push(next.value);
    }
  } catch {
    // The browser left.
    return null;
  }
  return concat(chunks, length);
}

function concat(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let end = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, end);
    end += chunk.byteLength;
  }
  return bytes;
}

/** null: no browser wrote this as UTF-8, so that what is sent again would differ. */
function readFields(bytes: Uint8Array): KeptEntry[] | null {
  const text = new TextDecoder().decode(bytes);
  if (text.split('&', KEPT_FORM_LIMIT_ENTRIES + 1).length > KEPT_FORM_LIMIT_ENTRIES) return null;
  const fields = new URLSearchParams(text);
  if (fields.toString() !== text) return null;
  return [...fields].map(([name, value]) => ({ kind: 'text', name, value }));
}

async function readParts(bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<KeptEntry[] | null> {
  if (countParts(bytes) > KEPT_FORM_LIMIT_ENTRIES) return null;
  let form: FormData;
  try {
    form = await new Response(bytes, { headers: { 'content-type': contentType } }).formData();
  } catch {
    return null;
  }
  return Promise.all([...form].map(([name, value]) => keepPart(name, value)));
}

/**
 * Counted before the parser runs, which needs much longer for each part. The boundary is the first line of the body: that of the
 * header could be written in ways that two parsers read differently.
 */
function countParts(bytes: Uint8Array): number {
  const text = new TextDecoder('latin1').decode(bytes).replace(/^[\r\n]+/, '');
  const [boundary = ''] = text.split('\r\n', 1);
  return text.split(`\r\n${boundary}`, KEPT_FORM_LIMIT_ENTRIES + 2).length - 1;
}

async function keepPart(name: string, value: FormDataEntryValue): Promise<KeptEntry> {
  if (typeof value === 'string') return { kind: 'text', name, value };
  const { name: filename, type } = value;
  return { kind: 'file', name, filename, type, base64: toBase64(new Uint8Array(await value.arrayBuffer())) };
}

/** Bytes at a time: a function takes only so many arguments. */
const CHUNK = 0x80_00;

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let start = 0; start < bytes.byteLength; start += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
  }
  return btoa(binary);
}

/** HTML has no NUL, forms have no lone line end, and U+FFFD stands for bytes that were no UTF-8. */
function isCarried(entry: KeptEntry): boolean {
  const texts = entry.kind === 'text' ? [entry.value] : [entry.filename, entry.type];
  return entry.name !== '' && [entry.name, ...texts].every(isCarriedText);
}

function isCarriedText(text: string): boolean {
  return !text.includes('\0') && !text.includes('\uFFFD') && !/\r(?!\n)|(?<!\r)\n/.test(text);
}
