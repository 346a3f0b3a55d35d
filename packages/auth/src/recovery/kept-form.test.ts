import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KEPT_FORM_LIMIT_BYTES, KEPT_FORM_LIMIT_ENTRIES, type KeptEntry, keepForm } from './kept-form.ts';
import { renderRepostForm } from './repost-form.ts';

const ACTION = 'https://app.acme.example/orders?x=1&y="2"';

const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request('https://app.acme.example/', { method: 'POST', body, headers });
const urlencoded = (text: string) => post(text, { 'content-type': 'application/x-www-form-urlencoded' });

/** What a browser makes of the page: an HTML parser reads attributes and the data block, and a script adds the files. */
function parsed(html: string): KeptEntry[] {
  const decode = (text: string) =>
    text.replace(/&#(\d+);/g, (_match, code) => String.fromCharCode(Number(code)));
  const entries: KeptEntry[] = [
    ...html.matchAll(/<input type="(hidden|file)" name="([^"<>]*)"(?: value="([^"<>]*)")?>/g),
  ].map(([, type, name = '', value = '']) =>
    type === 'hidden'
      ? { kind: 'text', name: decode(name), value: decode(value) }
      : { kind: 'file', name: decode(name), filename: '', type: 'application/octet-stream', base64: '' },
  );
  const data = /<script type="application\/json" id="repost-files">([^<]*)<\/script>/.exec(html)?.[1] ?? '[]';
  const files: (Extract<KeptEntry, { kind: 'file' }> & { index: number })[] = JSON.parse(data);
  for (const { index, ...file } of files) entries.splice(index, 0, { ...file, kind: 'file' });
  return entries;
}

// What a user can type: no NUL, and line ends as forms send them.
const text = fc.string({ unit: 'binary' }).map((value) =>
  value
    .replace(/\0/g, '')
    .replace(/\uFFFD/g, '')
    .replace(/\r\n|\r|\n/g, '\r\n'),
);
const name = text.filter((value) => value !== '');
const nasty = fc.constantFrom(
  '</script><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '&#13;&amp;',
  '<!--',
  "' onfocus='x",
  '\r\n\r\n',
  'a=b&c=d',
  '日本語 🎉',
);

describe('nothing that was typed or uploaded is lost', () => {
  test('an urlencoded form comes out of the page as it was sent', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, fc.oneof(text, nasty))), async (fields) => {
        const form = await keepForm(urlencoded(new URLSearchParams(fields).toString()));
        const expected = fields.map(([each, value]) => ({ kind: 'text', name: each, value }));
        expect(form?.entries).toEqual(expected);
        expect(form && parsed(renderRepostForm({ form, action: ACTION }))).toEqual(expected);
      }),
    );
  });

  test('a multipart form comes out with its files, bytes and order', async () => {
    const file = fc.record({
      filename: fc.constantFrom('a.txt', 'b"c.png', '日本.pdf', '</script>.svg'),
      type: fc.constantFrom('text/plain', 'image/png', 'application/octet-stream'),
      bytes: fc.uint8Array({ maxLength: 200 }),
    });
    const entry = fc.tuple(fc.constantFrom('a', 'b[]', 'submit', 'c"d'), fc.oneof(text, nasty, file));
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { minLength: 1 }), async (entries) => {
        const data = new FormData();
        for (const [each, value] of entries) {
          if (typeof value === 'string') data.append(each, value);
          else
            data.append(each, new File([new Uint8Array(value.bytes)], value.filename, { type: value.type }));
        }
        const form = await keepForm(post(data));
        const expected = entries.map(([each, value]) =>
          typeof value === 'string'
            ? { kind: 'text', name: each, value }
            : {
                kind: 'file',
                name: each,
                filename: value.filename,
                type: value.type,
                base64: Buffer.from(value.bytes).toString('base64'),
              },
        );
        expect(form?.entries).toEqual(expected);
        expect(form && parsed(renderRepostForm({ form, action: ACTION }))).toEqual(expected);
      }),
    );
  });

  test('a file input in which no file was chosen stays one', async () => {
    const body =
      '--b\r\nContent-Disposition: form-data; name="f"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--b--\r\n';
    const form = await keepForm(post(body, { 'content-type': 'multipart/form-data; boundary=b' }));
    expect(form && renderRepostForm({ form, action: ACTION })).toContain('<input type="file" name="f">');
  });

  test('an empty form is a form', async () => {
    expect(await keepForm(urlencoded(''))).toEqual({
      encoding: 'application/x-www-form-urlencoded',
      entries: [],
    });
  });
});

describe('a form that cannot be sent again exactly is not kept', () => {
  test.each([
    ['NUL', urlencoded('a=%00')],
    ['a lone line feed', urlencoded('a=%0A')],
    ['another encoding than UTF-8', urlencoded('a=%E9')],
    ['a text that no browser writes', urlencoded('a=%20')],
    ['a leading question mark', urlencoded('?a=1')],
    ['JSON', post('{}', { 'content-type': 'application/json' })],
    ['text/plain, whose fields are ambiguous', post('a=b', { 'content-type': 'text/plain' })],
    ['no type', post(new Uint8Array([1]))],
    ['a boundary that does not occur', post('x', { 'content-type': 'multipart/form-data; boundary=b' })],
    ['no boundary', post('x', { 'content-type': 'multipart/form-data' })],
  ])('%s', async (_name, request) => {
    expect(await keepForm(request)).toBeNull();
  });
});

describe('the size', () => {
  test('up to the limit is kept', async () => {
    const value = 'x'.repeat(KEPT_FORM_LIMIT_BYTES - 2);
    expect((await keepForm(urlencoded(`a=${value}`)))?.entries).toEqual([{ kind: 'text', name: 'a', value }]);
  });

  test('above the limit is not, and a body that announces it is not read at all', async () => {
    expect(await keepForm(urlencoded(`a=${'x'.repeat(KEPT_FORM_LIMIT_BYTES)}`))).toBeNull();
    const announced = urlencoded('a=1');
    announced.headers.set('content-length', String(KEPT_FORM_LIMIT_BYTES + 1));
    expect([await keepForm(announced), announced.bodyUsed]).toEqual([null, false]);
  });

  const PART = '--b\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\n\r\n';
  const multipart = (body: string) => post(body, { 'content-type': 'multipart/form-data; boundary="b"' });

  test('in fields and files has a limit, so that no body makes the server or the browser work for long', async () => {
    const count = KEPT_FORM_LIMIT_ENTRIES;
    const forms = (each: number) => [
      urlencoded(Array.from({ length: each }, () => 'a=').join('&')),
      multipart(`${PART.repeat(each)}--b--\r\n`),
    ];
    for (const form of forms(count)) expect((await keepForm(form))?.entries).toHaveLength(count);
    for (const form of forms(count + 1)) expect(await keepForm(form)).toBeNull();
  });

  test.each(['&', '"', '\r\n', "'<"])('of the page has a limit, also for %j', async (text) => {
    const field = (value: string) =>
      multipart(`--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n${value}\r\n--b--\r\n`);
    const pages = [];
    for (const count of [100_000, 300_000, 500_000, 700_000, 1_500_000]) {
      const form = await keepForm(field(text.repeat(count)));
      pages.push(form && renderRepostForm({ form, action: ACTION }).length);
    }
    expect(pages.filter((length) => length !== null && length > 4_300_000)).toEqual([]);
    expect([pages[0], pages.at(-1)]).toEqual([expect.any(Number), null]);
  });

  test('of a body without an end is not read beyond the limit', async () => {
    const chunk = new TextEncoder().encode('x'.repeat(64 * 1024));
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent += chunk.byteLength;
        controller.enqueue(chunk);
      },
    });
    const headers = new Headers({ 'content-type': 'application/x-www-form-urlencoded' });
    expect(await keepForm({ headers, body: endless })).toBeNull();
    expect(sent).toBeLessThan(KEPT_FORM_LIMIT_BYTES + 4 * chunk.byteLength);
  });

  test('a browser that leaves in the middle is no error', async () => {
    const broken = new ReadableStream({
      start: (controller) => controller.error(new Error('reset')),
    });
    const headers = new Headers({ 'content-type': 'application/x-www-form-urlencoded' });
    expect(await keepForm({ headers, body: broken })).toBeNull();
  });
});
