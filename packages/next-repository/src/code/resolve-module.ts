import { realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
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
  return (file, specifier) => {
    const { path } = withPaths.resolveFileSync(join(real, file), specifier);
    if (path !== undefined) return inside(path);
    // With a tsconfig.json that extends a package that is not installed, the first resolver resolves nothing.
    for (const target of [
      specifier,
      ...guesses(packages, file, specifier).map((guess) => join(real, guess)),
    ]) {
      const found = inside(plain.resolveFileSync(join(real, file), target).path);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

/** What an import usually means without configuration: `@/x` as in create-next-app, and packages of the workspace. */
function guesses(packages: readonly Package[], file: string, specifier: string): readonly string[] {
  const target = workspaceTarget(packages, specifier);
  const alias = /^[@~]\/(.+)/.exec(specifier)?.[1];
  if (alias === undefined) return target === undefined ? [] : [target];
  return packages
    .filter(({ directory }) => directory === '' || file.startsWith(`${directory}/`))
    .toSorted((one, other) => other.directory.length - one.directory.length)
    .flatMap(({ directory }) => [join(directory, alias), join(directory, 'src', alias)]);
}

/** The entry point that a package of the workspace names in its manifest; the package need not be installed. */
function workspaceTarget(packages: readonly Package[], specifier: string): string | undefined {
  const owner = packages.find(
    ({ manifest: { name } }) =>
      name !== undefined && (specifier === name || specifier.startsWith(`${name}/`)),
  );
  if (!owner?.manifest.name) return undefined;
  const subpath = `.${specifier.slice(owner.manifest.name.length)}`;
  const { data: entries } = Entries.safeParse(owner.manifest.exports);
  return join(owner.directory, firstText(entries?.[subpath]) ?? subpath);
}

const Entries = z.record(z.string(), z.unknown());

/** The first condition that names a file: any of them serves to read the code. */
function firstText(entry: unknown): string | undefined {
  if (typeof entry === 'string') return entry;
  const { data } = Entries.safeParse(entry);
  return Object.values(data ?? {})
    .map(firstText)
    .find((text) => text !== undefined);
}
