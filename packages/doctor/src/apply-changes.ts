import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Change } from './check.ts';

type Replace = Extract<Change, { kind: 'replace' }>;

/** One line of a file, before and after; or a file and its new name. */
export interface AppliedChange {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/**
 * Fixes what is mechanical: texts first, names last. Of two changes that overlap only the first is made, and a file is never
 * renamed onto another one.
 *
 * @param root Absolute.
 * @returns What was changed, in order; empty when nothing was.
 */
export function applyChanges(root: string, changes: readonly Change[]): readonly AppliedChange[] {
  const replacements = changes.filter((change): change is Replace => change.kind === 'replace');
  const files = [...new Set(replacements.map(({ file }) => file))].toSorted();
  const edited = files.flatMap((file) =>
    editFile(
      root,
      file,
      replacements.filter((change) => change.file === file),
    ),
  );
  const renamed = changes.flatMap((change) =>
    change.kind === 'rename' ? rename(root, change.file, change.to) : [],
  );
  return [...edited, ...renamed];
}

function editFile(root: string, file: string, replacements: readonly Replace[]): readonly AppliedChange[] {
  const path = join(root, file);
  const before = readFileSync(path, 'utf8');
  const ordered = withoutOverlaps(replacements).toReversed();
  const after = ordered.reduce(
    (text, { start, end, text: put }) => text.slice(0, start) + put + text.slice(end),
    before,
  );
  if (after === before) return [];
  writeFileSync(path, after);
  const [old, now] = [before.split('\n'), after.split('\n')];
  // No replacement adds or removes a line.
  return old.flatMap((line, index) => {
    const changed = now[index] ?? '';
    return line === changed
      ? []
      : [{ file: `${file}:${index + 1}`, before: line.trim(), after: changed.trim() }];
  });
}

function withoutOverlaps(replacements: readonly Replace[]): readonly Replace[] {
  let end = 0;
  // Several findings may need the same change.
  const different = new Map(
    replacements.map((change) => [`${change.start}:${change.end}:${change.text}`, change]),
  );
  return [...different.values()]
    .toSorted((one, other) => one.start - other.start)
    .filter((change) => {
      if (change.start < end) return false;
      end = change.end;
      return true;
    });
}

function rename(root: string, file: string, to: string): readonly AppliedChange[] {
  if (!existsSync(join(root, file)) || existsSync(join(root, to))) return [];
  renameSync(join(root, file), join(root, to));
  return [{ file, before: file, after: to }];
}
