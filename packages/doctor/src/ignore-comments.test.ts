import { openRepository } from '@repo/next-repository';
import { expect, test } from 'vitest';
import { writeRepository } from './fixtures/write-repository.fixture.ts';
import { isIgnored } from './ignore-comments.ts';

const FILES = {
  'above.ts': `${'\n'.repeat(9)}// sso-doctor-ignore some-check: a public page\nfaulty();\nfaulty();\n`,
  'beside.ts': `${'\n'.repeat(9)}faulty(); // sso-doctor-ignore some-check: a public page\n`,
  'top.json': '{\n  "//": "sso-doctor-ignore some-check: pinned by a customer",\n  "a": 1\n}\n',
  'unexplained.ts': '// sso-doctor-ignore some-check\n// sso-doctor-ignore some-check:\nfaulty();\n',
};

test.each([
  { name: 'the line below the comment', file: 'above.ts', line: 11, expected: true },
  { name: 'not the next one', file: 'above.ts', line: 12, expected: false },
  { name: 'the line of the comment', file: 'beside.ts', line: 10, expected: true },
  { name: 'all of a file whose top says so, even JSON', file: 'top.json', line: 99, expected: true },
  { name: 'nothing without a reason', file: 'unexplained.ts', line: 3, expected: false },
])('$name', ({ file, line, expected }) => {
  const repository = openRepository(writeRepository({ files: FILES }));
  expect(isIgnored(repository, 'some-check', { saw: '', file, line })).toBe(expected);
  expect(isIgnored(repository, 'other-check', { saw: '', file, line })).toBe(false);
});
