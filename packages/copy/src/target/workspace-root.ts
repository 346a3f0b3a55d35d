import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { isInWorkspace } from '../workspace-globs.ts';
import { readTextFile } from './text-file.ts';

const ManifestWorkspaces = z.looseObject({
  workspaces: z
    .union([
      z.array(z.string()),
      z
        .looseObject({ packages: z.array(z.string()).exactOptional() })
        .transform(({ packages = [] }) => packages),
    ])
    .exactOptional(),
});
const PnpmWorkspace = z.looseObject({ packages: z.array(z.string()) });

/**
 * Reads the globs of a workspace's packages, from `pnpm-workspace.yaml`, else from `workspaces` of package.json.
 *
 * @param root Absolute.
 * @returns Empty: no workspace. Undefined: package.json cannot be read.
 */
export function readPackageGlobs(root: string): readonly string[] | undefined {
  const manifest = readTextFile(root, 'package.json');
  const pnpm = readTextFile(root, 'pnpm-workspace.yaml');
  try {
    const { workspaces = [] } = ManifestWorkspaces.parse(JSON.parse(manifest?.text ?? ''));
    if (!pnpm) return workspaces;
    return PnpmWorkspace.safeParse(parse(pnpm.text)).data?.packages ?? [];
  } catch {
    return undefined;
  }
}

/**
 * Finds the workspace of which a folder is one package. Its lock file, catalogs and overrides apply there.
 *
 * @param root Absolute. Looked at are the folders above it, up to the root of the git repository.
 * @returns Absolute; null where there is none.
 */
export function findWorkspaceAbove(root: string): string | null {
  let folder = root;
  while (!existsSync(join(folder, '.git')) && dirname(folder) !== folder) {
    folder = dirname(folder);
    const globs = readPackageGlobs(folder) ?? [];
    if (globs.length > 0 && isInWorkspace(globs, relative(folder, root).split(sep).join('/'))) return folder;
  }
  return null;
}
