import { type FileHandle, open, rename } from 'node:fs/promises';

/** A file of lines to which commits are appended. One call at a time: the caller waits for each before the next. */
export interface CommitFile {
  /**
   * Appends one line, newline included, and waits until the disk has it.
   *
   * @throws the system's error. A part of the line may have been written: only `replace` may follow.
   */
  append(line: string): Promise<void>;
  /** Puts other lines in place of all: into a second file, which is then renamed, so a kill leaves one of the two whole. */
  replace(lines: Iterable<string>): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the file at the first write only: a process that starts and then finds its port in use changes nothing.
 *
 * @param size Bytes that count. What follows is a torn line of a killed process, and is removed before the first append.
 */
export function createCommitFile(file: string, size: number): CommitFile {
  let handle: FileHandle | undefined;
  let sizeAtOpen = size;
  return {
    append: async (line) => {
      handle ??= await openAt(file, sizeAtOpen);
      await handle.appendFile(line);
      await handle.datasync();
    },
    replace: async (lines) => {
      const temporary = `${file}.tmp`;
      sizeAtOpen = await writeLines(temporary, lines);
      // Windows does not rename over a file that is open.
      await handle?.close();
      handle = undefined;
      await rename(temporary, file);
    },
    close: async () => {
      await handle?.close();
      handle = undefined;
    },
  };
}

async function openAt(file: string, size: number): Promise<FileHandle> {
  const handle = await open(file, 'a', 0o600);
  try {
    // To cut a shorter file would fill it with zeros.
    if ((await handle.stat()).size < size) throw new Error(`${file} is shorter than it was.`);
    await handle.truncate(size);
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function writeLines(file: string, lines: Iterable<string>): Promise<number> {
  const handle = await open(file, 'w', 0o600);
  let bytes = 0;
  try {
    for (const line of lines) {
      await handle.appendFile(line);
      bytes += Buffer.byteLength(line);
    }
    await handle.datasync();
  } finally {
    await handle.close();
  }
  return bytes;
}
