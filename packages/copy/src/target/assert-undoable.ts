import { CopyError } from '../errors.ts';
import type { Target } from './target.ts';

/**
 * Refuses to write where git could not undo it.
 *
 * @throws {CopyError} `target_dirty`: changes that are not committed would mix with those of the copy. `target_without_git`
 */
export function assertUndoable({ root, uncommitted }: Pick<Target, 'root' | 'uncommitted'>): void {
  if (uncommitted === null) {
    const message = `${root} is in no git repository: there is no git here to undo with.
Commit it to one first, or repeat with --allow-dirty.`;
    throw new CopyError('target_without_git', message);
  }
  if (uncommitted.length === 0) return;
  const shown = uncommitted.slice(0, 5).map((path) => `\n  ${path}`);
  const more = uncommitted.length > 5 ? `\n  and ${uncommitted.length - 5} more` : '';
  const message = `The target has uncommitted changes, which would mix with those of the copy:${shown.join('')}${more}
Commit them first, or repeat with --allow-dirty.`;
  throw new CopyError('target_dirty', message);
}
