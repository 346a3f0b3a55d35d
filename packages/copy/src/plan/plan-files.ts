import { mergeTexts } from './merge-texts.ts';

/** What happens to one file of the copy. Paths are relative to the target. */
export type FileAction =
  | { readonly kind: 'create'; readonly path: string; readonly text: string }
  /** Another file has that name: needs consent. */
  | { readonly kind: 'overwrite'; readonly path: string; readonly text: string }
  /** Changed upstream only. */
  | { readonly kind: 'update'; readonly path: string; readonly text: string }
  /** Changed on both sides. */
  | { readonly kind: 'merge'; readonly path: string; readonly text: string; readonly conflicts: number }
  | { readonly kind: 'delete'; readonly path: string }
  /** Kept, although upstream differs. */
  | { readonly kind: 'keep'; readonly path: string; readonly why: string };

export type Texts = ReadonlyMap<string, string>;

/** Plans a first copy: no existing file changes without consent. */
export function planFirstCopy(upstream: Texts, disk: Texts): readonly FileAction[] {
  return [...upstream].flatMap(([path, text]): FileAction[] => {
    const found = disk.get(path);
    if (found === undefined) return [{ kind: 'create', path, text }];
    return found === text ? [] : [{ kind: 'overwrite', path, text }];
  });
}

/**
 * Plans how upstream's changes come into an edited copy.
 *
 * @param base Upstream's files at the last update, including those that were deleted in the copy.
 * @param disk The copy's files now.
 */
export function planUpdate(upstream: Texts, base: Texts, disk: Texts): readonly FileAction[] {
  const paths = [...new Set([...upstream.keys(), ...base.keys()])].sort();
  return paths.flatMap((path) =>
    planFile(path, { upstream: upstream.get(path), base: base.get(path), yours: disk.get(path) }),
  );
}

function planFile(
  path: string,
  { upstream, base, yours }: Record<'upstream' | 'base' | 'yours', string | undefined>,
): FileAction[] {
  if (upstream === yours) return [];
  if (upstream === undefined) return yours === undefined ? [] : dropped(path, { base, yours });
  if (yours === undefined) {
    if (base === undefined) return [{ kind: 'create', path, text: upstream }];
    return base === upstream ? [] : [{ kind: 'keep', path, why: 'deleted here, changed upstream' }];
  }
  if (base === upstream) return [];
  if (base === yours) return [{ kind: 'update', path, text: upstream }];
  const merged = mergeTexts({ base: base ?? '', yours, upstream });
  return merged.text === yours ? [] : [{ kind: 'merge', path, ...merged }];
}

function dropped(path: string, { base, yours }: Record<'base' | 'yours', string | undefined>): FileAction[] {
  if (base === yours) return [{ kind: 'delete', path }];
  return [{ kind: 'keep', path, why: 'removed upstream, edited here' }];
}
