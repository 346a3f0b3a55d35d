import { parseDocument } from 'yaml';
import { z } from 'zod';
import { isInWorkspace } from '../workspace-globs.ts';
import { formatLike } from './edit-manifest.ts';

/**
 * Finds the glob that a workspace lacks for a package.
 *
 * @param globs Of the workspace.
 * @returns The glob to add; undefined when the globs include the package.
 */
export function missingGlob(globs: readonly string[], directory: string): string | undefined {
  return isInWorkspace(globs, directory) ? undefined : directory;
}

/** Adds a package and overrides to `pnpm-workspace.yaml`; comments and existing entries stay. */
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

/** Adds a package to `workspaces` of a root package.json, in either of its two forms. */
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
