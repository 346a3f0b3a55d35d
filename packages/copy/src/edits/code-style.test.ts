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
  ['tabs', `import x from 'y';\n{\n\tlet a;\n}\n`, OURS],
])('%s', (_name, theirs, expected) => {
  expect(inStyle(OURS, styleOf(theirs))).toBe(expected);
});

test.each([
  ['tabs', '{\n\tlet a;\n}\n', '\t'],
  ['four spaces', '/**\n * x\n */\n{\n    let a;\n}\n', '    '],
  ['two spaces', '{\n  let a;\n}\n', '  '],
])('%s are used at every level', (_name, theirs, level) => {
  const code = 'call({\n  a: {\n    b: 1,\n  },\n});\n';
  const expected = `call({\n${level}a: {\n${level}${level}b: 1,\n${level}},\n});\n`;
  expect(inStyle(code, styleOf(theirs))).toBe(expected);
});
