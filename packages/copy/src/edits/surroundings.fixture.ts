import fc from 'fast-check';

/** Code that a team may have below any form: comments and functions with names that an edit looks for. No style is read off it. */
const PIECES = [
  '// later: clerkMiddleware(withSso(createAuthProxy()))',
  '/* ✓ é 𝒳 <SsoProvider> */',
  'function other() {\n  return `module.exports = {}\n  second line`\n}',
  `function quoted() {\n  return "it's" + '"'\n}`,
  '',
];

/** Any sequence of them, each on lines of its own. */
export const surroundings: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...PIECES), { maxLength: 6 })
  .map((pieces) => pieces.map((piece) => `${piece}\n`).join(''));

/** The same text with the line ends of Windows. */
export function withWindowsEnds(text: string): string {
  return text.replaceAll(/\r?\n/g, '\r\n');
}
