import { realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { ResolverFactory } from 'oxc-resolver';
import { z } from 'zod';
import type { Package } from '../package.ts';

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.js', '.jsx', '.mjs', '.cjs'];

/**
 * Creates a look-up of what an import in this repository leads to: relative paths, `paths` of tsconfig.json, packages of the
 * same workspace, installed or not.
 *
 * @param root Absolute.
 * @returns The file, relative to the root; undefined for packages of others, and for what leads nowhere.
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
    // A tsconfig.json that extends a package that is not installed stops the first from resolving anything.
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

/** What an import means by custom, where no configuration can be asked: `@/x` as create-next-app has it, and workspaces. */
function guesses(packages: readonly Package[], file: string, specifier: string): readonly string[] {
  const target = workspaceTarget(packages, specifier);
  const alias = /^[@~]\/(.+)/.exec(specifier)?.[1];
  if (alias === undefined) return target === undefined ? [] : [target];
  return packages
    .filter(({ directory }) => directory === '' || file.startsWith(`${directory}/`))
    .toSorted((one, other) => other.directory.length - one.directory.length)
    .flatMap(({ directory }) => [join(directory, alias), join(directory, 'src', alias)]);
}

/** Where a package of the workspace that is not installed says its entry point is. */
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

/** Of conditions the first that names a file: to read the code any of them will do. */
function firstText(entry: unknown): string | undefined {
  if (typeof entry === 'string') return entry;
  const { data } = Entries.safeParse(entry);
  return Object.values(data ?? {})
    .map(firstText)
    .find((text) => text !== undefined);
}
