import picomatch from 'picomatch';
import { parse } from 'yaml';
import { z } from 'zod';

const Globs = z.array(z.string());
const Manifest = z.object({ workspaces: z.union([Globs, z.object({ packages: Globs })]).optional() });
const PnpmWorkspace = z.object({ packages: Globs.optional() });

/** The root of the workspace that a folder is a member of; undefined: of none. The root is a member itself. */
export type WorkspaceLookUp = (directory: string) => string | undefined;

/**
 * Reads which folders are installed together: `workspaces` of a package.json, `packages` of a pnpm-workspace.yaml.
 *
 * @param directories Of every package, relative to the root.
 * @source npm docs "workspaces"; pnpm docs "pnpm-workspace.yaml"; yarn and bun docs "Workspaces".
 */
export function readWorkspaces(
  directories: readonly string[],
  read: (file: string) => string | undefined,
): WorkspaceLookUp {
  const roots = new Set([...directories, '']);
  const workspaces = [...roots].flatMap((root) => {
    const globs = globsOf(root === '' ? '' : `${root}/`, read);
    return globs === undefined ? [] : [{ root, isMember: memberTest(root, globs) }];
  });
  // An inner workspace decides for its own folders.
  workspaces.sort((one, other) => other.root.length - one.root.length);
  return (directory) => workspaces.find(({ isMember }) => isMember(directory))?.root;
}

function memberTest(root: string, globs: readonly string[]): (directory: string) => boolean {
  const prefix = root === '' ? '' : `${root}/`;
  const clean = (glob: string) => glob.replace(/^\.\//, '').replace(/\/+$/, '');
  const included = globs.filter((glob) => !glob.startsWith('!')).map(clean);
  const excluded = globs.filter((glob) => glob.startsWith('!')).map((glob) => clean(glob.slice(1)));
  const isIncluded = picomatch(included);
  const isExcluded = picomatch(excluded);
  return (directory) => {
    if (directory === root) return true;
    if (!directory.startsWith(prefix)) return false;
    const name = directory.slice(prefix.length);
    return isIncluded(name) && !isExcluded(name);
  };
}

function globsOf(prefix: string, read: (file: string) => string | undefined): readonly string[] | undefined {
  const pnpm = quietly(() => PnpmWorkspace.safeParse(parse(read(`${prefix}pnpm-workspace.yaml`) ?? '')).data);
  if (pnpm?.packages) return pnpm.packages;
  const manifest = quietly(() => Manifest.safeParse(JSON.parse(read(`${prefix}package.json`) ?? '')).data);
  const workspaces = manifest?.workspaces;
  return Array.isArray(workspaces) ? workspaces : workspaces?.packages;
}

/** A file that cannot be parsed declares nothing: the package manager reports it. */
function quietly<Result>(look: () => Result): Result | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
