import { readFileSync } from 'node:fs';
import { parseSync } from 'oxc-parser';

/**
 * Lists what a file of ours exports, types included.
 *
 * @param file Absolute path of a TypeScript file.
 * @throws {TypeError} It exports all of another file: every entry point of ours says its names itself.
 */
export function exportedNames(file: string): ReadonlySet<string> {
  const { module } = parseSync(file, readFileSync(file, 'utf8'));
  const names = module.staticExports.flatMap(({ entries }) => entries.map(({ exportName }) => exportName));
  return new Set(
    names.map(({ kind, name }) => {
      if (kind === 'None') throw new TypeError(`${file} has "export * from", which says no names.`);
      return name ?? 'default';
    }),
  );
}
