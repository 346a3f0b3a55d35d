import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PINNED, type PinnedFile } from './pinned-descriptions.ts';

/** Base address of the pinned files. */
export const PINNED_URL = `https://raw.githubusercontent.com/${PINNED.repository}/${PINNED.commit}`;

/**
 * Downloads Clerk's three descriptions at the pinned commit. A file whose SHA-256 differs from the pinned one is not written.
 *
 * @param baseUrl Address that the paths of `PINNED` are appended to, without a slash at the end.
 * @param directory Folder to write to; created where it is absent.
 * @param files Default: the three of `PINNED`.
 * @throws {Error} the file cannot be downloaded, or is not the pinned one.
 */
export async function fetchDescriptions({
  baseUrl,
  directory,
  files = Object.values(PINNED.files),
}: {
  baseUrl: string;
  directory: string;
  files?: readonly PinnedFile[];
}): Promise<void> {
  for (const { path, sha256 } of files) {
    const url = `${baseUrl}/${path}`;
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${url} answers ${answer.status}.`);
    const text = await answer.text();
    if (createHash('sha256').update(text).digest('hex') !== sha256)
      throw new Error(`${url} is not the pinned file: its SHA-256 differs.`);
    const file = join(directory, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(`${file}.tmp`, text);
    await rename(`${file}.tmp`, file);
  }
}
