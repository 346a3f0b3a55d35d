/** How the tests of a repository reach its apps. */
export interface TestPlaces {
  /** Port of every app of the registry. */
  readonly ports: ReadonlyMap<string, number>;
  /** The apps of this repository, in the order of the registry. */
  readonly here: readonly { readonly app: string; readonly directory: string }[];
}

/** The language of the files, and what they import `sso` from. */
export interface TestModule {
  readonly language: 'ts' | 'js';
  /** './sso.config', './packages/sso/sso.config.mjs'; relative to the root. */
  readonly registry: string;
}

/**
 * Builds the Playwright config of a repository: it starts the local Clerk and the apps that are here.
 *
 * @param testDir Folder of the specs, relative to the root.
 */
export function playwrightConfigText(
  places: TestPlaces,
  { testDir, language, registry }: TestModule & { readonly testDir: string },
): string {
  const types = language === 'ts' ? { cwd: ': string', port: ': number' } : { cwd: '', port: '' };
  return `import { defineConfig } from '@playwright/test';
${LOCAL_CLERK_IMPORT}
import { sso } from '${registry}';

/** One that listens already is used, such as that of \`next dev\`. */
const app = (cwd${types.cwd}, port${types.port}) => ({
  command: \`npm run build && npx next start -p \${port}\`,
  cwd,
  port,
  timeout: 600000,
  reuseExistingServer: true,
});

export default defineConfig({
  testDir: '${testDir}',
  timeout: 120000,
  expect: { timeout: 30000 },
  webServer: [
${serverLines(places).join('\n')}
  ],
});
`;
}

/** What a team adds to a config of its own. */
export function playwrightConfigLines(places: TestPlaces, { registry }: TestModule): string {
  const servers = serverLines(places).map((line) =>
    line.replace(
      /^ {4}app\('(.*)', (\d+)\),$/,
      `    { command: 'npm run build && npx next start -p $2', cwd: '$1', port: $2, timeout: 600000, reuseExistingServer: true },`,
    ),
  );
  return `${LOCAL_CLERK_IMPORT}
import { sso } from '${registry}';

  webServer: [
${servers.join('\n')}
  ],`;
}

const LOCAL_CLERK_IMPORT = `import { localClerkServer } from '@subdomain-sso/testing/local-clerk-server';`;

/** The entries of `webServer`, the Clerk first: it writes the variables that the apps start with. */
function serverLines({ ports, here }: TestPlaces): readonly string[] {
  const elsewhere = [...ports].filter(([name]) => here.every(({ app }) => app !== name));
  const files = new Set(['.env.local', ...here.map(({ directory }) => envFile(directory))]);
  return [
    '    localClerkServer(sso, {',
    '      ports: {',
    ...[...ports].map(([name, port]) => `        ${keyText(name)}: ${port},`),
    '      },',
    ...listLines('envFiles', [...files]),
    '    }),',
    ...elsewhere.map(
      ([name, port]) => `    // ${name} is in another repository: start it there, at port ${port}.`,
    ),
    ...here.map(({ app, directory }) => `    app('${directory || '.'}', ${ports.get(app)}),`),
  ];
}

/** As formatters write it: on one line where it fits. */
function listLines(name: string, values: readonly string[]): readonly string[] {
  const quoted = values.map((value) => `'${value}'`);
  const line = `      ${name}: [${quoted.join(', ')}],`;
  if (line.length <= LINE_LENGTH) return [line];
  return [`      ${name}: [`, ...quoted.map((value) => `        ${value},`), '      ],'];
}

/** The default of Prettier and Biome. */
const LINE_LENGTH = 80;

function envFile(directory: string): string {
  return directory === '' ? '.env.local' : `${directory}/.env.local`;
}

/** A name with a dash needs quotes. */
function keyText(name: string): string {
  return /^[a-z_$][\w$]*$/i.test(name) ? name : `'${name}'`;
}

/**
 * Builds the one spec.
 *
 * @param registry Relative to the spec.
 * @param pages Where the home page of an app is not `/`.
 */
export function specText(registry: string, pages: ReadonlyMap<string, string>): string {
  const entries = [...pages].map(([app, path]) => `    ${keyText(app)}: '${path}',`);
  const options = entries.length === 0 ? '' : `, {\n  pages: {\n${entries.join('\n')}\n  },\n}`;
  return `import { defineSsoTests } from '@subdomain-sso/testing';
import { sso } from '${registry}';

/** Sign-in, sign-out, return addresses, cookies and tokens, on all apps of the registry. */
defineSsoTests(sso${options});
`;
}
