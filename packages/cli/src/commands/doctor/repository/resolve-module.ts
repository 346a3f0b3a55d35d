import { realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { ResolverFactory } from 'oxc-resolver';

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.js', '.jsx', '.mjs', '.cjs'];

/**
 * Creates a look-up of what an import in this repository leads to: relative paths, `paths` of tsconfig.json, packages of the
 * same workspace as far as they are installed.
 *
 * @param root Absolute.
 * @returns The file, relative to the root; undefined for packages of others, and for what leads nowhere.
 */
export function createModuleResolver(root: string): (file: string, specifier: string) => string | undefined {
  const real = realpathSync(root);
  const resolver = new ResolverFactory({
    tsconfig: 'auto',
    extensions: EXTENSIONS,
    extensionAlias: { '.js': ['.js', '.ts', '.tsx'], '.jsx': ['.jsx', '.tsx'], '.mjs': ['.mjs', '.mts'] },
    conditionNames: ['react-server', 'import', 'node', 'default'],
    mainFields: ['module', 'main'],
  });
  return (file, specifier) => {
    const { path } = resolver.resolveFileSync(join(real, file), specifier);
    if (path === undefined) return undefined;
    const inside = relative(real, path).split(sep).join('/');
    return inside.startsWith('../') || inside.includes('node_modules/') ? undefined : inside;
  };
}
