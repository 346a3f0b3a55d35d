import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderEnvLine, updateEnvText } from '../src/environment/env-lines.ts';

const HOSTED = `pk_test_${btoa('clerk.acme.com$')}`;
const LOCAL = `pk_live_${btoa('clerk.acme.localhost:4000$').replace(/=+$/, '')}`;
const PEM = '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n';

describe('a line is read back as the value', () => {
  test.each([
    ['SSO_LOCAL_PORT', '4000', 'SSO_LOCAL_PORT=4000'],
    ['CLERK_WEBHOOK_SIGNING_SECRET', 'whsec_a+b/c==', 'CLERK_WEBHOOK_SIGNING_SECRET=whsec_a+b/c=='],
    ['CLERK_JWT_KEY', PEM, `CLERK_JWT_KEY="${PEM.trimEnd().replaceAll('\n', '\\n')}"`],
  ])('%s', (name, value, line) => {
    expect(renderEnvLine(name, value)).toBe(line);
    expect(parseEnv(line)).toEqual({ [name]: value.trimEnd() });
  });
});

describe('own lines are added or updated, and nothing else changes', () => {
  test.each([
    { name: 'no file yet', text: '', result: 'KEY=1\nURL=2\n' },
    { name: 'other lines', text: 'A=1\n\n# note\n', result: 'A=1\n\n# note\nKEY=1\nURL=2\n' },
    { name: 'no line end at the end', text: 'A=1', result: 'A=1\nKEY=1\nURL=2\n' },
    { name: 'own lines, in place', text: 'URL=2\nA=1\nKEY=1\n', result: 'URL=2\nA=1\nKEY=1\n' },
    { name: 'an empty one', text: 'KEY=\nA=1\n', result: 'KEY=1\nA=1\nURL=2\n' },
    { name: 'a comment about one', text: '# KEY=0\n', result: '# KEY=0\nKEY=1\nURL=2\n' },
    { name: 'a name that begins alike', text: 'KEY_2=0\n', result: 'KEY_2=0\nKEY=1\nURL=2\n' },
    { name: 'line ends of Windows', text: 'A=1\r\nKEY=\r\n', result: 'A=1\r\nKEY=1\r\nURL=2\r\n' },
  ])('$name', ({ text, result }) => {
    expect(updateEnvText(text, { KEY: '1', URL: '2' })).toBe(result);
  });

  const ours = `NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY=${LOCAL}\n`;
  test.each([
    { name: 'a value', text: 'KEY=0\n' },
    { name: 'an export', text: 'export KEY=0\n' },
    { name: 'spaces and quotes', text: '  KEY = "0"\n' },
    { name: 'several lines', text: 'KEY="0\nX=1\n"\n' },
  ])('$name of an earlier run is replaced', ({ text }) => {
    expect(updateEnvText(`${ours}${text}A=1\n`, { KEY: '1' })).toBe(`${ours}KEY=1\nA=1\n`);
  });

  test('a name that is there twice is updated twice: whichever counts is right', () => {
    expect(updateEnvText(`${ours}KEY=0\nA=1\nKEY=00\n`, { KEY: '1' })).toBe(`${ours}KEY=1\nA=1\nKEY=1\n`);
  });

  test('a quote that never ends does not swallow the rest', () => {
    expect(updateEnvText(`${ours}KEY="0\nA=1\n`, { KEY: '1' })).toBe(`${ours}KEY=1\nA=1\n`);
  });
});

test('keys of a hosted instance stay above the new lines, as comments, and only once', () => {
  const name = 'NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY';
  const hosted = `${name}=${HOSTED}\nCLERK_SECRET_KEY="sk_test_mine"\nA=1\n`;
  const variables = { [name]: LOCAL, CLERK_SECRET_KEY: 'sk_live_local' };
  const first = updateEnvText(hosted, variables);
  expect(first).toBe(
    `# ${name}=${HOSTED}\n${name}=${LOCAL}\n# CLERK_SECRET_KEY="sk_test_mine"\nCLERK_SECRET_KEY=sk_live_local\nA=1\n`,
  );
  const second = updateEnvText(first, { ...variables, CLERK_SECRET_KEY: 'sk_live_next' });
  expect(second).toBe(first.replace('sk_live_local', 'sk_live_next'));
});

test('for any file: other variables keep their values, own ones get theirs, and a second run changes nothing', () => {
  const names = ['A', 'B', 'KEY', 'URL', 'NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY'];
  const value = fc.constantFrom('', '1', '"2"', "'3 4'", '`5`', '"6\n7"', '8 # nine', '"', LOCAL, HOSTED);
  const line = fc.oneof(
    fc.tuple(fc.constantFrom(...names), value).map(([name, text]) => `${name}=${text}`),
    fc.constantFrom('', '# KEY=0'),
  );
  const variables = { KEY: 'k', URL: PEM, NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: LOCAL };
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), fc.constantFrom('\n', '\r\n'), (lines, eol) => {
      // A quote that never ends has no one meaning: readers of env files differ in it.
      fc.pre(!lines.some((each) => each.endsWith('="')));
      const text = lines.map((each) => each.replaceAll('\n', eol) + eol).join('');
      const next = updateEnvText(text, variables);
      const { KEY, URL, NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY, ...others } = parseEnv(next);
      expect({ KEY, URL, NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY }).toEqual({
        ...variables,
        URL: PEM.trimEnd(),
      });
      const before = Object.entries(parseEnv(text)).filter(([name]) => !(name in variables));
      expect(others).toEqual(Object.fromEntries(before));
      expect(updateEnvText(next, variables)).toBe(next);
    }),
  );
});
