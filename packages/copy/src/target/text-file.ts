import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file of the target, with plain line ends. */
export interface TextFile {
  /** Relative to the target. */
  readonly path: string;
  readonly text: string;
}

/** A file's text with plain line ends and without a byte order mark; null where there is none. */
export function readTextFile(root: string, path: string): TextFile | null {
  const file = join(root, path);
  if (!existsSync(file)) return null;
  return {
    path,
    text: readFileSync(file, 'utf8')
      .replace(/^\uFEFF/, '')
      .replaceAll('\r\n', '\n'),
  };
}
