import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CopyPlan } from './plan/plan-copy.ts';

/**
 * Carries out a plan. Nothing else changes the target.
 *
 * @param root Absolute.
 * @param record Texts and bytes by path, written last: they mark the copy as complete.
 */
export function applyPlan(
  root: string,
  { files, edits }: Pick<CopyPlan, 'files' | 'edits'>,
  record: ReadonlyMap<string, string | Buffer>,
): void {
  for (const action of files) {
    if (action.kind === 'keep') continue;
    if (action.kind === 'delete') rmSync(join(root, action.path), { force: true });
    else writeText(join(root, action.path), action.text);
  }
  for (const { path, text } of edits) writeText(join(root, path), text);
  for (const [path, content] of record) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** Keeps the line ends of an existing file. */
function writeText(file: string, text: string): void {
  const hasCarriageReturns = existsSync(file) && readFileSync(file, 'utf8').includes('\r\n');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, hasCarriageReturns ? text.replaceAll('\n', '\r\n') : text);
}
