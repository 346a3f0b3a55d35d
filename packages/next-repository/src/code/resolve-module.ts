import { realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { ResolverFactory } from 'oxc-resolver';
import { z } from 'zod';
import type { Package } from '../package.ts';

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.js', '.jsx', '.mjs', '.cjs'];

/**
 * Creates a function that resolves imports inside a repository: relative paths, `paths` of tsconfig.json, and packages of the
 * same workspace, installed or not.
 *
 * @param root Absolute.
 * @returns The file, relative to the root; undefined for packages from outside, and for imports that lead nowhere.
 */
export function createModuleResolver(
  root: string,
  packages: readonly Package[],
): (file: string, specifier: string) => string | undefined {
  const real = realpathSync(root);
  const options = {
    extensions: EXTENSIONS,
    extensionAlias: { '.js': ['.js', '.ts', '.tsx'], '.jsx': ['.jsx', '.tsx'], '.mjs': ['.mjs', '.mts'] },
    conditionNames: ['react-server', 'import', 'node', 'default'],
    mainFields: ['module', 'main'],
  };
  const withPaths = new ResolverFactory({ ...options, tsconfig: 'auto' });
  const plain = new ResolverFactory(options);
  const inside = (path: string | undefined): string | undefined => {
    if (path === undefined) return undefined;
    const name = relative(real, path).split(sep).join('/');
    return name.startsWith('../') || name.includes('node_modules/') ? undefined : name;
  };
  const known = new Map<string, string | undefined>();
  return (file, specifier) => {
    const key = `${dirname(file)}\0${specifier}`;
    if (!known.has(key)) known.set(key, resolve(file, specifier));
    return known.get(key);
  };

  function resolve(file: string, specifier: string): string | undefined {
    const { path } = withPaths.resolveFileSync(join(real, file), specifier);
    if (path !== undefined) return inside(path);
    // With a tsconfig.json that extends a package that is not installed, the first resolver resolves nothing.
    for (const target of [specifier, ...guesses(packages, file, specifier).map((one) => join(real, one))]) {
      const found = inside(plain.resolveFileSync(join(real, file), target).path);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/** What an import usually means without configuration: `@/x` as in create-next-app, and packages of the workspace. */
function guesses(packages: readonly Package[], file: string, specifier: string): readonly string[] {
  const targets = workspaceTargets(packages, specifier);
  const alias = /^[@~]\/(.+)/.exec(specifier)?.[1];
  if (alias === undefined) return targets;
  return packages
    .filter(({ directory }) => directory === '' || file.startsWith(`${directory}/`))
    .toSorted((one, other) => other.directory.length - one.directory.length)
    .flatMap(({ directory }) => [join(directory, alias), join(directory, 'src', alias)]);
}

/**
 * The entry point that a package of the workspace names in its manifest, the plainest first; then where its source is likely to
 * be, because the package need not be built or installed.
 */
function workspaceTargets(packages: readonly Package[], specifier: string): readonly string[] {
  const owner = packages.find(
    ({ manifest: { name } }) =>
      name !== undefined && (specifier === name || specifier.startsWith(`${name}/`)),
  );
  if (!owner?.manifest.name) return [];
  const { exports: entries, main, module } = owner.manifest;
  const subpath = `.${specifier.slice(owner.manifest.name.length)}`;
  const named = namedTargets(entries, subpath);
  const mains = subpath === '.' ? [module, main].flatMap((one) => one ?? []) : [];
  const written = [...named, ...mains, subpath];
  const sources = written.flatMap(sourcesOfBuilt);
  const usual = subpath === '.' ? ['src/index', 'src', 'index'] : [`src/${subpath}`];
  return [...written, ...sources, ...usual].map((target) => join(owner.directory, target));
}

const Entries = z.record(z.string(), z.unknown());

/** The files of an entry of `exports`: `"."` and others, or one with a `*`; `exports` may itself be the only entry. */
function namedTargets(entries: unknown, subpath: string): readonly string[] {
  if (typeof entries === 'string') return subpath === '.' ? [entries] : [];
  const { data } = Entries.safeParse(entries);
  if (!data) return [];
  if (!Object.keys(data).some((key) => key.startsWith('.'))) return subpath === '.' ? textsIn(data) : [];
  const exact = data[subpath];
  if (exact !== undefined) return textsIn(exact);
  return Object.entries(data).flatMap(([key, entry]) => {
    const [start, end] = key.split('*');
    if (start === undefined || end === undefined) return [];
    if (!subpath.startsWith(start) || !subpath.endsWith(end)) return [];
    const middle = subpath.slice(start.length, subpath.length - end.length);
    return textsIn(entry).map((text) => text.replaceAll('*', middle));
  });
}

/** Every file that a condition names: any of them serves to read the code. Declarations hold none. */
function textsIn(entry: unknown): readonly string[] {
  if (typeof entry === 'string') return /\.d\.[cm]?ts$/.test(entry) ? [] : [entry];
  const { data } = Entries.safeParse(entry);
  return Object.values(data ?? {}).flatMap(textsIn);
}

/** Where a built file usually comes from: `dist/index.js` from `src/index.ts`, or `index.ts`. */
function sourcesOfBuilt(target: string): readonly string[] {
  const match =
    /^(?:\.\/)?(?:dist|build|lib|out|\.output)\/(?:(?:esm|cjs|es|types)\/)?(.+?)(?:\.[cm]?js)?$/.exec(target);
  const name = match?.[1];
  return name === undefined ? [] : [`src/${name}`, name];
}
