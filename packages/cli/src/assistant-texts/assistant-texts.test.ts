import { ROOT } from '@repo/stack/repository';
import { expect, test } from 'vitest';
import { judgeText } from './judge-text.ts';
import { readKnownNames } from './known-names.ts';
import { readClaims } from './read-claims.ts';
import { readTexts } from './texts.ts';

const known = await readKnownNames(ROOT);
const texts = readTexts(ROOT);

test('these are the texts, and every kind of claim is among what they say', () => {
  expect([...texts.keys()]).toEqual(
    expect.arrayContaining(['AGENTS.md', 'README.md', 'skills/clerk-subdomain-sso/SKILL.md']),
  );
  const kinds = new Set([...texts.values()].flatMap(readClaims).map(({ kind }) => kind));
  expect([...kinds].toSorted()).toEqual([
    'call',
    'code',
    'command',
    'flag',
    'link',
    'module',
    'name',
    'path',
    'sample',
    'variable',
  ]);
});

test.each([...texts])('%s says nothing of the code that is not so', (_path, text) => {
  expect(judgeText(text, known)).toEqual([]);
});

test.each([
  ['a file that is gone', '`packages/auth/src/decisions.ts`', /^path .*no such file/],
  ['a pattern that nothing fits', '`apps/*/middleware.ts`', /^path .*no such file/],
  ['a file name that nobody writes or reads', '`sso.settings.ts`', /^path .*no such file/],
  ['a command that is gone', '`pnpm sso examine`', /^command .*does not take examine/],
  ['a subcommand that is gone', '```sh\npnpm sso directory fill\n```', /does not take fill/],
  [
    'an option that its command does not have',
    '`pnpm sso doctor --repair`',
    /sso doctor has no option --repair/,
  ],
  ['an option of another command', '```sh\npnpm sso trace URL --sarif FILE\n```', /no option --sarif/],
  ['an option in the remark beside', '```sh\npnpm sso doctor # --mend does more\n```', /no option --mend/],
  [
    'an option after a variable and with npx',
    '`SSO_CLERK=x npx -y pnpm@12 dev --apps=docs`',
    /no option --apps/,
  ],
  ['a value that the option refuses', '`pnpm sso test --only=integration`', /no step "integration"/],
  ['an argument too many', '`pnpm sso trace URL URL`', /does not take URL/],
  ['a script that is gone', '`pnpm deploy-all`', /no script deploy-all/],
  ['a script that a package does not have', '`pnpm --filter @repo/auth generate`', /has no script generate/],
  ['a measurement that is gone', '`pnpm bench cookies`', /no bench cookies/],
  ['an option of a measurement', '```sh\npnpm bench auth # --laps 3\n```', /no option --laps/],
  ['an option that no command has', '`--repair`', /no command has the option --repair/],
  ['a function that nothing exports', '`requireMember()`', /^call .*exported/],
  ['a component that nothing exports', '`<SsoProviders>`', /^call .*exported/],
  ['a field that is gone', '`authorisedParties`', /^name .*no code/],
  ['an entry point that is gone', '`@repo/auth/guards`', /^module .*no package/],
  ['a reason that is gone', '`azp_absent`', /^code /],
  ['a reason that Clerk does not give', '`x-clerk-auth-reason: token-invalid-parties-list`', /^code /],
  ['a variable that nobody reads', '`CLERK_SIGNING_SECRET`', /^variable .*no code reads/],
  ['a variable to set that nobody reads', '```sh\nSSO_GRACE=1\n```', /^variable /],
  ['a link to a file that is gone', '[x](packages/auth/NOTES.md)', /^link .*nowhere/],
  ['documentation that is elsewhere', '<https://docs.another.example/doctor>', /documentation is at/],
  ['a page the documentation does not have', `<${known.docsOrigin}/examiner>`, /no such page/],
  ['a check the documentation does not have', `<${known.docsOrigin}/doctor#no-azp>`, /no such place/],
  ['a sample that cannot be parsed', '```ts\nexport const = 1;\n```', /^sample /],
  [
    'a sample with an entry point that is gone',
    "```ts\nimport { a } from '@repo/auth/guards';\n```",
    /no package exports/,
  ],
  [
    'a sample with a name that is gone',
    "```ts\nimport { requireMember } from '@repo/auth/server';\n```",
    /does not export requireMember/,
  ],
])('%s is found, also in the middle of a true text', (_name, lie, finding) => {
  for (const [path, text] of texts) {
    const before = judgeText(text, known);
    const after = judgeText(`${text}\n\n${lie}\n`, known);
    expect(after, path).toEqual([...before, expect.stringMatching(finding)]);
  }
});

test('AGENTS.md stays short', () => {
  expect(texts.get('AGENTS.md')?.trimEnd().split('\n').length).toBeLessThan(60);
});
