import { existsSync, mkdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { assertWritable, unwritable } from './assert-writable.ts';
import { CopyError } from './errors.ts';
import type { CopyPlan } from './plan/plan-copy.ts';

/** One file of the target afterwards; null: it is gone. */
interface Change {
  readonly path: string;
  readonly content: string | Buffer | null;
}

/** Takes one change of the disk back. */
interface Undo {
  readonly path: string;
  readonly run: () => unknown;
}

/**
 * Carries out a plan, the whole of it or nothing. Nothing else changes the target.
 *
 * @param root Absolute.
 * @param record Texts and bytes by path, written last: they mark the copy as complete.
 * @throws {CopyError} `target_unwritable`: a file or folder is read-only; nothing was changed. `write_failed`: the disk failed,
 *   and so did taking back what was written; names these files.
 */
export function applyPlan(
  root: string,
  { files, edits }: Pick<CopyPlan, 'files' | 'edits'>,
  record: ReadonlyMap<string, string | Buffer>,
): void {
  const changes: readonly Change[] = [
    ...files.flatMap((action): readonly Change[] => {
      if (action.kind === 'keep') return [];
      if (action.kind === 'delete') return [{ path: action.path, content: null }];
      return [{ path: action.path, content: withLineEnds(root, action) }];
    }),
    ...edits.map((edit) => ({ path: edit.path, content: withLineEnds(root, edit) })),
    ...[...record].map(([path, content]) => ({ path, content })),
  ];
  assertWritable(
    root,
    changes.map(({ path }) => path),
  );
  const undos: Undo[] = [];
  for (const change of changes) {
    try {
      carryOut(root, change, undos);
    } catch (error) {
      takeBack(undos, change.path, error);
    }
  }
}

function carryOut(root: string, { path, content }: Change, undos: Undo[]): void {
  const file = join(root, path);
  if (existsSync(file)) {
    const [before, { mode }] = [readFileSync(file), statSync(file)];
    undos.push({ path, run: () => writeFileSync(file, before, { mode }) });
  } else if (content !== null) {
    makeFolder(root, dirname(path), undos);
    undos.push({ path, run: () => existsSync(file) && rmSync(file) });
  }
  if (content === null) rmSync(file, { force: true });
  else writeFileSync(file, content);
}

function makeFolder(root: string, path: string, undos: Undo[]): void {
  const folder = join(root, path);
  if (existsSync(folder)) return;
  makeFolder(root, dirname(path), undos);
  mkdirSync(folder);
  undos.push({ path, run: () => rmdirSync(folder) });
}

/** @throws {CopyError} Always: what could not be written, and what the target is like now. */
function takeBack(undos: readonly Undo[], failed: string, cause: unknown): never {
  const left = undos.toReversed().flatMap(({ path, run }) => {
    try {
      run();
      return [];
    } catch {
      return [`\n  ${path}`];
    }
  });
  if (left.length === 0)
    throw unwritable(failed, cause, 'What was written before it was taken back: nothing is changed.');
  const message = `${failed} cannot be written, and what was written before it could not be taken back:${left.join('')}\nLook at these files, with git diff.`;
  throw new CopyError('write_failed', message, { cause });
}

/** Keeps the line ends of an existing file. */
function withLineEnds(
  root: string,
  { path, text }: { readonly path: string; readonly text: string },
): string {
  const file = join(root, path);
  const hasCarriageReturns =
    existsSync(file) && statSync(file).isFile() && readFileSync(file, 'utf8').includes('\r\n');
  return hasCarriageReturns ? text.replaceAll('\n', '\r\n') : text;
}
