import type { BuildOutput } from './read-output.ts';

/** What every output is checked for. */
export interface OutputRules {
  /** Variable to a value that must be nowhere. */
  readonly secrets: Readonly<Record<string, string>>;
  /** A value that every build contains. Where it is not found, a secret would not be found either. */
  readonly control: string;
  /** Texts that show that the local Clerk is in a deployment, by name. */
  readonly localClerk: Readonly<Record<string, string>>;
  /** The same, in programs: a page may write about the local Clerk. */
  readonly localClerkCode: Readonly<Record<string, string>>;
  /** Pages that the build has rendered: '/', '/plans'. */
  readonly staticPages: readonly string[];
  /** Whether pages may be rendered for each request. */
  readonly mayRenderPages: boolean;
  readonly maxFunctionBytes: number;
}

/** Answers that the build has rendered, and texts that are served as they are. */
const DOCUMENT = /\.(?:html|rsc|body|md|mdx|txt|svg)$/;

/** Runtimes that the proxy may have; Vercel no longer runs older ones. */
const RUNTIME = /^nodejs(22|24)\.x$/;

/**
 * Finds what must not be in a deployment, or is missing from it. Pure except for `read`.
 *
 * @param read A file's content.
 * @returns One line for each fault; empty: none. Never a secret.
 */
export function checkOutput(
  output: BuildOutput,
  rules: OutputRules,
  read: (file: string) => string,
): string[] {
  const contents = output.ownFiles.map((file) => [file, read(file)] as const);
  const programs = contents.filter(([file]) => !DOCUMENT.test(file));
  const containing = (what: string, values: Readonly<Record<string, string>>, within = contents) =>
    within.flatMap(([file, content]) =>
      Object.entries(values)
        .filter(([, value]) => content.includes(value) || file.includes(value))
        .map(([name]) => `${what} (${name}) in ${file}`),
    );
  return [
    ...(output.version === 3 ? [] : [`Build Output version ${output.version}, not 3`]),
    ...checkProxy(output),
    ...checkStatic(output, rules),
    ...(contents.some(([, content]) => content.includes(rules.control))
      ? []
      : ['the publishable key is not in the examined files, so a secret would not be found either']),
    ...containing('a secret', rules.secrets),
    ...containing('the local Clerk', rules.localClerk),
    ...containing('the local Clerk', rules.localClerkCode, programs),
    ...output.functions
      .filter(({ bytes }) => bytes > rules.maxFunctionBytes)
      .map(
        ({ name, bytes }) => `the function ${name} has ${bytes} bytes, more than ${rules.maxFunctionBytes}`,
      ),
  ];
}

function checkProxy({ middlewares, functions }: BuildOutput): string[] {
  const [path] = middlewares;
  if (path === undefined || middlewares.length !== 1) return ['no proxy runs before requests are routed'];
  const proxy = functions.find(({ name }) => name === path.replace(/^\//, ''));
  if (!proxy) return [`the proxy ${path} is not among the functions`];
  return RUNTIME.test(proxy.runtime) ? [] : [`the proxy runs on ${proxy.runtime}`];
}

function checkStatic({ functions }: BuildOutput, { staticPages, mayRenderPages }: OutputRules): string[] {
  const nameOf = (page: string) => (page === '/' ? 'index' : page.slice(1));
  const missing = staticPages
    .filter((page) => !functions.some(({ name, isPrerendered }) => isPrerendered && name === nameOf(page)))
    .map((page) => `${page} was rendered by the build, and is not in the output as a static page`);
  const rendered = functions
    .filter(({ name, isPrerendered }) => !isPrerendered && !name.startsWith('_') && !/\.rsc$/.test(name))
    .map(({ name }) => `the page ${name} is rendered for each request`);
  return [...missing, ...(mayRenderPages ? [] : rendered)];
}
