import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { typeCheck } from '@repo/copy/fixtures/type-check';
import { ROOT } from '@repo/stack/repository';
import type { ArgsDef, CommandDef } from 'citty';
import { globSync } from 'tinyglobby';
import { expect, test } from 'vitest';
import { ssoCommand } from '../src/sso-command.ts';
import { FILES, readText, TEXTS } from './read-text.fixture.ts';

const CODE = FILES.filter(
  (file) =>
    /\.(?:tsx?|mjs|json)$|\.env\.example$/.test(file) &&
    !/\.test\.|\.fixture\.|^apps\/docs\/(?:app|content)/.test(file),
).map((file) => readFileSync(join(ROOT, file), 'utf8'));
/** Every identifier, code and variable in the code, and every word with dashes. */
const WORDS = new Set(CODE.flatMap((text) => text.match(/[\w$]+(?:-[\w$]+)*|[\w$]+/g) ?? []));
/** Names that a file exports or imports, and methods. */
const SHARED = new Set(
  CODE.flatMap((text) => [
    ...(text.match(/(?<=export (?:async )?(?:function|const|class|interface|type) )\w+/g) ?? []),
    ...(text.match(/(?<=^ {2}(?:async )?)\w+(?=\(.*\): )/gm) ?? []),
    ...[...text.matchAll(/(?:export|import) (?:type )?\{([^}]*)\}/g)].flatMap(
      ([, names = '']) => names.match(/\w+/g) ?? [],
    ),
  ]),
);
/** Names of Clerk's SDK, today's or of older versions, and of better-auth, that no code here uses and the documentation explains. */
const OF_OTHERS = new Set(['NEXT_PUBLIC_CLERK_DOMAIN', 'Protect', 'SignedOut', 'crossSubDomainCookies']);
const MODULES = new Set(
  FILES.filter((file) => /^packages\/[^/]+\/package\.json$/.test(file)).flatMap((file) => {
    const { name, exports = {} }: { name: string; exports?: object } = JSON.parse(
      readFileSync(join(ROOT, file), 'utf8'),
    );
    return [name, ...Object.keys(exports).map((subpath) => join(name, subpath))];
  }),
);

test.each([...TEXTS])('%s names only what exists', async (path, text) => {
  expect(await findLies(path, text)).toEqual([]);
});

test.each([
  ['a file', '`packages/auth/src/decisions.ts`'],
  ['a pattern without files', '`apps/*/middleware.ts`'],
  ['a link', '[x](packages/auth/NOTES.md)'],
  ['a function', '`requireMember()`'],
  ['a component', '`<SsoProviders>`'],
  ['a field', '`authorisedParties`'],
  ['a reason', '`azp_absent`'],
  ['a variable', '`CLERK_SIGNING_SECRET`'],
  ['an entry point', '`@subdomain-sso/auth/no-such-entry`'],
  ['a command', '`pnpm sso examine`'],
  ['a subcommand', '```sh\npnpm sso directory fill\n```'],
  ['an option', '`pnpm sso doctor --repair`'],
  ['an option in a comment', '```sh\npnpm sso doctor # --repair does more\n```'],
  ['an option of another command', '```sh\nnpx -y pnpm@12 sso trace URL --sarif FILE\n```'],
  ['a script', '`pnpm deploy-all`'],
  ['a script of a package', '`pnpm --filter @subdomain-sso/auth generate`'],
])('%s that does not exist is found', async (_name, lie) => {
  expect(await findLies('README.md', `True.\n\n${lie}\n`)).toHaveLength(1);
});

async function findLies(path: string, markdown: string): Promise<readonly string[]> {
  const { spans, links, commands } = readText(markdown);
  const isThere = (name: string) =>
    [ROOT, join(ROOT, dirname(path))].some((folder) => existsAt(folder, name));
  const wrong = [
    ...links.filter((href) => !/^[a-z]+:|^#/.test(href) && !isThere(href.split('#')[0] ?? '')),
    ...spans.filter((span) => !isNamed(span, isThere)),
  ];
  for (const command of commands) {
    const fault = await faultOf(command);
    if (fault !== undefined) wrong.push(`${command}: ${fault}`);
  }
  return wrong;
}

/** Whether a code span names something that exists; spans of other forms name nothing of ours. */
function isNamed(span: string, isThere: (name: string) => boolean): boolean {
  if (/^(?:@repo|@subdomain-sso)\/[\w/-]+$|^clerk-local\/[\w/-]+$/.test(span))
    return [...MODULES].some((name) => name === span || name.startsWith(`${span}/`));
  if (/^(?:apps|bench|docs|e2e|packages|skills)\/[\w./*<>{},[\]()-]*$/.test(span)) return isThere(span);
  const [, name] = /^<?([A-Za-z][\w$]*)(?:\(.*\)|>)?$/s.exec(span) ?? [];
  if (name === undefined || OF_OTHERS.has(name)) return true;
  if (/[(>]/.test(span)) return SHARED.has(name);
  return !/[a-z][A-Z]|_/.test(span) || WORDS.has(name);
}

function existsAt(folder: string, name: string): boolean {
  const pattern = name.replace(/\/$/, '').replaceAll(/<\w+>/g, '*');
  const options = {
    cwd: folder,
    dot: true,
    onlyFiles: false,
    expandDirectories: false,
    ignore: ['**/node_modules/**'],
  };
  return existsSync(join(folder, name)) || globSync(pattern, options).length > 0;
}

async function faultOf(line: string): Promise<string | undefined> {
  const [first = '', ...rest] = line.replace(/^(?:npx -y )?pnpm(?:@\d+)? ?/, '').split(/\s+/);
  if (first === 'sso') return faultOfSso(ssoCommand, rest);
  const [file, script] =
    first === '--filter'
      ? [`packages/${rest[0]?.split('/').at(-1)}/package.json`, rest[1]]
      : ['package.json', first];
  if (script === undefined || /^(?:install|exec|dlx|add|-.*|)$/.test(script) || !existsSync(join(ROOT, file)))
    return undefined;
  const { scripts = {} }: { scripts?: Record<string, string> } = JSON.parse(
    readFileSync(join(ROOT, file), 'utf8'),
  );
  return script in scripts || script === 'test' ? undefined : `no script ${script}`;
}

/** Words after `#` explain the command; options among them are options of it. */
async function faultOfSso(
  command: CommandDef<ArgsDef>,
  words: readonly string[],
  isComment = false,
): Promise<string | undefined> {
  const [word, ...rest] = words;
  if (word === undefined) return undefined;
  const children = await resolved(command.subCommands);
  const child = children?.[word];
  if (child && !isComment) return faultOfSso(await resolved(child), rest);
  if (word === '…') return undefined;
  if (children && Object.keys(children).length > 0 && !word.startsWith('-') && !isComment && word !== '#')
    return `no command ${word}`;
  const flag = /^--(no-)?([a-z-]+)/.exec(word)?.[2];
  const args = (await resolved(command.args)) ?? {};
  if (flag !== undefined && flag !== 'help' && !(flag in args)) return `no option --${flag}`;
  return faultOfSso(command, rest, isComment || word === '#');
}

async function resolved<Value>(
  part: Value | Promise<Value> | (() => Value | Promise<Value>),
): Promise<Value> {
  // citty lets each part be a value, a promise, or a function that returns either.
  return typeof part === 'function' ? await (part as () => Value | Promise<Value>)() : await part;
}

test('every sample compiles in an app, and one with a wrong option does not', () => {
  // The other packages' texts are about packages that apps/platform does not have.
  const texts = [...TEXTS].filter(
    ([path]) => !path.startsWith('packages/') || path === 'packages/auth/README.md',
  );
  const samples = texts.flatMap(([path, text]) =>
    readText(text).samples.map((code, index) => [`${path.replaceAll(/\W+/g, '-')}-${index}`, code] as const),
  );
  expect(samples.length).toBeGreaterThan(30);
  const wrong =
    "import { createAuthProxy } from '@subdomain-sso/auth/proxy';\nexport const proxy = createAuthProxy({ parties: [] });\n";
  const files = [...samples, ['wrong', wrong] as const].map(([name, code]) => [
    `${folderOf(code)}/${name}.tsx`,
    code,
  ]);
  const own = {
    // Imports of `@/…` are the reader's own code, and so is the registry.
    'src/own.d.ts': "declare module '@/*';\n",
    'sso.config.ts': "export { sso } from '@repo/sso';\n",
  };
  const installed = {
    node_modules: 'apps/platform/node_modules',
    // Libraries that teams use beside this package are installed there alone.
    'src/node_modules': 'e2e/own-code/node_modules',
    'tests/node_modules': 'e2e/node_modules',
    'mirror/node_modules': 'apps/portal/node_modules',
  };
  expect(typeCheck({ ...own, ...Object.fromEntries(files) }, installed)).toEqual([
    expect.stringMatching(/wrong\.tsx\(2,\d+\): error TS\d+: .*'parties'/),
  ]);
});

/** Where a sample is compiled: the packages that it imports are installed there. */
function folderOf(code: string): string {
  if (/'(?:@subdomain-sso\/testing|clerk-local)/.test(code)) return 'tests';
  return code.includes("'@repo/directory'") ? 'mirror' : 'src';
}
