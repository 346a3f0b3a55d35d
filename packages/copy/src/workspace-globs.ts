import picomatch from 'picomatch';

/**
 * Whether a folder is a package of a workspace.
 *
 * @param globs Of `packages` or `workspaces`: `apps/*`; with `!` in front: what is left out.
 * @param directory Relative to the root, with `/`.
 */
export function isInWorkspace(globs: readonly string[], directory: string): boolean {
  const plain = globs.map((glob) => glob.replace(/^(!?)\.\//, '$1').replace(/\/$/, ''));
  const excluded = plain.flatMap((glob) => (glob.startsWith('!') ? [glob.slice(1)] : []));
  const included = plain.filter((glob) => !glob.startsWith('!'));
  return picomatch(included, { ignore: excluded })(directory);
}
