import { expect, test } from 'vitest';
import { inStyle, styleOf } from './code-style.ts';

const OURS = `import { a } from 'b';\n\nexport default withSso(sso, 'web', {});\n`;

test.each([
  ['double quotes', 'import x from "y";\n', OURS.replaceAll("'", '"')],
  ['no semicolons', `import x from 'y'\n`, OURS.replaceAll(';', '')],
  ['neither', 'import x from "y"\n', OURS.replaceAll(';', '').replaceAll("'", '"')],
  ['single quotes and semicolons', `import x from 'y';\n`, OURS],
  ['an empty file', '', OURS],
  ['quotes inside of texts', `import x from 'y';\nconst a = "from \\"b\\"";\n`, OURS],
])('%s', (_name, theirs, expected) => {
  expect(inStyle(OURS, styleOf(theirs))).toBe(expected);
});
