import fc from 'fast-check';

/** Text that pages have failed on: NUL, halves of surrogate pairs, control characters, 8 KB, encodings, numbers beyond every range. */
const HOSTILE_TEXTS = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\uD800',
  '\uDFFF',
  'a\uD83D',
  '\u202E',
  '\uFFFF',
  '\r\n',
  'x'.repeat(8_192),
  '🎉'.repeat(2_048),
  '-1',
  '0',
  '-0',
  '1e309',
  'NaN',
  'Infinity',
  '9007199254740993',
  '99999999999999999999',
  '-99999999999999999999',
  '0x1F',
  '١٢٣',
  '%00',
  '%',
  '%ff%fe',
  '+',
  "' or 1=1 --",
  String.raw`\%_`,
  '<script>',
  '__proto__',
  'constructor',
  'toString',
  '2026-02-30',
  '0000-00-00',
  '+275760-09-13',
  '9999-12-31',
  '0001-01-01',
] as const;

/** A value as an address may have it: once, several times, or not at all. */
export function hostileParameter(): fc.Arbitrary<string | string[] | undefined> {
  return fc.oneof(hostileText(), fc.array(hostileText(), { maxLength: 3 }), fc.constant(undefined));
}

/** Any text; lone surrogates included. */
export function hostileText(): fc.Arbitrary<string> {
  return fc.oneof(fc.constantFrom(...HOSTILE_TEXTS), fc.string({ unit: 'binary' }), loneSurrogates);
}

const loneSurrogates = fc
  .array(fc.integer({ min: 0xd7_f0, max: 0xe0_10 }), { maxLength: 8 })
  .map((units) => String.fromCharCode(...units));

/** Any JSON value or text: what an API or a Server Action may be called with. */
export function hostileBody(): fc.Arbitrary<unknown> {
  return fc.oneof(hostileText(), fc.anything({ maxDepth: 2 }), fc.constantFrom(null, undefined, [], {}));
}
