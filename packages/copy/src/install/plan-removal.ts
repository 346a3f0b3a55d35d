import { mergeTexts } from '../plan/merge-texts.ts';
import type { FileAction } from '../plan/plan-files.ts';
import { INSTALL_RECORD, type InstallRecord } from './install-record.ts';

/**
 * Plans how everything that `sso copy` did is taken out: each file gets back the text that it had before, and keeps what the team
 * changed since.
 *
 * @param disk The files now; absent: deleted since.
 */
export function planRemoval(
  { files, vendored }: Pick<InstallRecord, 'files' | 'vendored'>,
  disk: ReadonlyMap<string, string>,
): readonly FileAction[] {
  const actions = Object.entries(files).flatMap(([path, { before, after }]): FileAction[] => {
    const now = disk.get(path);
    if (now === undefined) return [];
    if (before === null) {
      if (now === after) return [{ kind: 'delete', path }];
      return [{ kind: 'keep', path, why: 'edited since; delete it where nothing of yours is in it' }];
    }
    if (now === before) return [];
    if (now === after) return [{ kind: 'update', path, text: before }];
    return [{ kind: 'merge', path, ...mergeTexts({ base: after, yours: now, upstream: before }) }];
  });
  const own = [...vendored.map((file) => `vendor/${file}`), INSTALL_RECORD];
  return [...actions, ...own.map((path): FileAction => ({ kind: 'delete', path }))];
}
