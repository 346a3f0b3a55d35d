import { posix } from 'node:path';
import { parseSource, visit } from '@repo/next-repository';
import { inStyle } from '../edits/code-style.ts';
import type { TextFile } from '../target/target.ts';
import { portsOf } from './app-ports.ts';
import type { InstallInput, InstallPlan, PlannedFile, TestsInput } from './install-input.ts';
import { codeStyle, newFile, registryPath, sharedFormat } from './new-file.ts';
import { playwrightConfigLines, playwrightConfigText, specText, type TestModule } from './tests-texts.ts';

/** Where Playwright writes what it saw of a failure. */
const RESULTS = 'test-results';

/**
 * Plans the Playwright suite of a repository: its config, one spec, and the folder that git ignores. A config of the team's own stays
 * as it is; the lines to add to it are a step by hand.
 */
export function planTests(input: InstallInput, tests: TestsInput): InstallPlan {
  const { choices, apps } = input;
  // Types of a registry in JavaScript are there only where the team's compiler reads JavaScript.
  const language = sharedFormat(apps) === 'ts' ? 'ts' : 'js';
  const registry = registryImport(input);
  const module: TestModule = { language, registry: `./${registry}` };
  const here = choices.apps.flatMap(({ name }) => choices.placements.filter(({ app }) => app === name));
  const places = { ports: portsOf(choices, apps), here };
  const style = codeStyle(apps);
  const own = tests.playwrightConfig;
  const testDir = (own && ownTestDir(own)) ?? 'e2e';
  const spec = posix.join(testDir, `sso.spec.${language}`);
  const fromSpec = relative(posix.dirname(spec), registry);
  const pages = new Map(
    here.flatMap(({ app, directory }) => {
      const path = tests.homePages.get(directory);
      return path === undefined ? [] : [[app, path] as const];
    }),
  );
  const config = `playwright.config.${language}`;
  const made = [newFile(spec, inStyle(specText(fromSpec, pages), style), 'the tests of your registry')];
  if (own === null) {
    const text = playwrightConfigText(places, { ...module, testDir });
    made.unshift(newFile(config, inStyle(text, style), 'starts the local Clerk and your apps'));
  }
  const byHand = {
    path: own?.path ?? config,
    why: 'it is yours; the tests need the local Clerk and your apps. Add these lines to it',
    lines: inStyle(playwrightConfigLines(places, module), style),
  };
  return {
    files: [...made, ...ignoreResults(tests.gitignore)],
    manualSteps: own === null ? [] : [byHand],
    notes: [],
  };
}

/** What the root's package.json needs for the tests. */
export function testDependencies(
  { specifiers, apps }: InstallInput,
  { tools }: TestsInput,
): Readonly<Record<string, string>> {
  const { testing, auth } = specifiers('');
  const isAppHere = apps.some(({ app }) => app.directory === '');
  return {
    ...(testing === undefined ? {} : { '@subdomain-sso/testing': testing }),
    ...(isAppHere ? {} : { '@subdomain-sso/auth': auth }),
    ...tools,
  };
}

/** The registry as it is imported, from the root: TypeScript has no extension in an import, so that any tsconfig accepts it. */
function registryImport({ choices, apps }: InstallInput): string {
  const path = registryPath(choices, apps);
  return sharedFormat(apps) === 'ts' ? path.replace(/\.ts$/, '') : path;
}

function relative(from: string, to: string): string {
  const path = posix.relative(from, to);
  return path.startsWith('.') ? path : `./${path}`;
}

/** `testDir` of a config of the team's own; undefined: it is not a plain text. */
function ownTestDir({ path, text }: TextFile): string | undefined {
  const source = parseSource(path, text);
  if (!source) return undefined;
  for (const { node } of visit(source.program)) {
    if (node.type !== 'Property' || node.key.type !== 'Identifier' || node.key.name !== 'testDir') continue;
    if (node.value.type === 'Literal' && typeof node.value.value === 'string')
      return posix.join(posix.dirname(path), node.value.value);
  }
  return undefined;
}

function ignoreResults(gitignore: TextFile | null): readonly PlannedFile[] {
  const line = `${RESULTS}/`;
  if (gitignore === null) return [newFile('.gitignore', `${line}\n`, `leaves out ${line}`)];
  const { path, text } = gitignore;
  const isIgnored = text.split(/\r?\n/).some((each) => each.replace(/^\/|\/$/g, '') === RESULTS);
  if (isIgnored) return [];
  const after = `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${line}\n`;
  return [{ path, before: text, after, changes: [`leaves out ${line}`] }];
}
