import { parseDocument } from 'yaml';
import { z } from 'zod';
import { isInWorkspace } from '../workspace-globs.ts';
import { formatLike } from './edit-manifest.ts';

/**
 * Adds a package to the globs of a workspace.
 *
 * @param globs As they are; when one covers the package, nothing changes.
 * @returns The glob to add, or undefined.
 */
export function missingGlob(globs: readonly string[], directory: string): string | undefined {
  return isInWorkspace(globs, directory) ? undefined : directory;
}

/** `pnpm-workspace.yaml` with a package and overrides added; its comments stay, and so does what is there already. */
export function editPnpmWorkspace(
  text: string,
  {
    glob,
    overrides,
  }: { readonly glob: string | undefined; readonly overrides: Readonly<Record<string, string>> },
): string {
  const document = parseDocument(text);
  if (glob !== undefined) {
    if (document.has('packages')) document.addIn(['packages'], glob);
    else document.set('packages', document.createNode([glob]));
  }
  for (const [name, version] of Object.entries(overrides)) {
    if (!document.hasIn(['overrides', name])) document.setIn(['overrides', name], version);
  }
  return document.toString({ lineWidth: 0 });
}

/** A root package.json with a package added to `workspaces`, in either of its two forms. */
export function addWorkspace(text: string, glob: string): string {
  const manifest = z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  const { workspaces } = manifest;
  const next = Array.isArray(workspaces)
    ? [...workspaces, glob]
    : addToPackages(z.looseObject({ packages: z.array(z.string()) }).parse(workspaces), glob);
  return formatLike(text, { ...manifest, workspaces: next });
}

function addToPackages<Workspaces extends { packages: string[] }>(
  workspaces: Workspaces,
  glob: string,
): Workspaces {
  return { ...workspaces, packages: [...workspaces.packages, glob] };
}
