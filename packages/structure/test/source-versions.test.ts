import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { listFiles, readText } from './repository-files.ts';

const { catalog } = z
  .object({ catalog: z.record(z.string(), z.string()) })
  .parse(parse(readText('pnpm-workspace.yaml')));

interface Mention {
  readonly where: string;
  readonly name: string;
  readonly version: string;
}

/** A docstring's `@source`, up to the next tag or its end. */
const SOURCE_TAG = /@source\s[\s\S]*?(?=\n\s*\*\s*@[a-z]|\*\/)/g;

// A check of the doctor names the version in which a fault was fixed; that is history and stays.
const mentions = listFiles('{apps,packages,bench,e2e}/**/*.{ts,tsx}')
  .filter((path) => !path.includes('/checks/'))
  .flatMap((path) => mentionsIn(path));

function mentionsIn(path: string): readonly Mention[] {
  return [...readText(path).matchAll(SOURCE_TAG)].flatMap(([tag]) =>
    [...tag.matchAll(/`?((?:@[\w-]+\/)?[a-z][\w.-]*)`? (\d+\.\d+\.\d+)\b/g)].flatMap(
      ([, name = '', version = '']) => (catalog[name] ? [{ where: path, name, version }] : []),
    ),
  );
}

test('docstrings name versions of many packages', () => {
  expect(mentions.length).toBeGreaterThan(40);
});

test('a version in @source is the installed one: after an upgrade, read the source again', () => {
  const outdated = mentions.filter(({ name, version }) => catalog[name] !== version);
  expect(outdated).toEqual([]);
});
