import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { listFiles } from './repository-files.ts';

const MAX_ENTRIES = 25;

/** Folders that may hold more, because everything in them is of one kind. */
const ONE_KIND: Readonly<Record<string, string>> = {
  'packages/doctor/src/checks': 'One file for each check.',
};

const sizes = new Map<string, number>();
const sources = listFiles('{apps,packages,bench,e2e}/**/*.{ts,tsx,mjs}').filter(
  (path) => !/\.(test|fixture|generated)\.tsx?$/.test(path),
);
const folders = new Set<string>();
for (const path of sources) {
  count(dirname(path));
  for (let folder = dirname(path); folder.includes('/') && !folders.has(folder); folder = dirname(folder)) {
    folders.add(folder);
    count(dirname(folder));
  }
}

function count(folder: string): void {
  sizes.set(folder, (sizes.get(folder) ?? 0) + 1);
}

test(`no folder has more than ${MAX_ENTRIES} sources and folders in it, unless they are of one kind`, () => {
  const large = [...sizes].filter(([, entries]) => entries > MAX_ENTRIES).map(([folder]) => folder);
  expect(large.toSorted()).toEqual(Object.keys(ONE_KIND).toSorted());
});
