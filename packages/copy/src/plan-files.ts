import { mergeTexts } from './merge-texts.ts';

/** What happens to one file of the copy. Paths are relative to the target. */
export type FileAction =
  | { readonly kind: 'create'; readonly path: string; readonly text: string }
  /** There is another file of that name: only when somebody says so. */
  | { readonly kind: 'overwrite'; readonly path: string; readonly text: string }
  /** Upstream changed it and they did not. */
  | { readonly kind: 'update'; readonly path: string; readonly text: string }
  /** Both changed it. */
  | { readonly kind: 'merge'; readonly path: string; readonly text: string; readonly conflicts: number }
  | { readonly kind: 'delete'; readonly path: string }
  /** Left as it is, though upstream says otherwise. */
  | { readonly kind: 'keep'; readonly path: string; readonly why: string };

export type Texts = ReadonlyMap<string, string>;

/** The first time: nothing of theirs changes without being asked for. */
export function planFirstCopy(upstream: Texts, disk: Texts): readonly FileAction[] {
  return [...upstream].flatMap(([path, text]): FileAction[] => {
    const found = disk.get(path);
    if (found === undefined) return [{ kind: 'create', path, text }];
    return found === text ? [] : [{ kind: 'overwrite', path, text }];
  });
}

/**
 * Brings what changed upstream into an edited copy.
 *
 * @param base What upstream was when the copy was last brought up to date; with what they had deleted.
 * @param disk Their files now.
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
