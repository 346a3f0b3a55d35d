import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listFiles, ROOT, readText } from './repository-files.ts';

const papers = listFiles('**/*.md').filter((path) => !path.includes('/templates/'));
const texts = listFiles(
  '**/*.{md,ts,tsx,mjs,mts,js,json,jsonc,yml,yaml,css,svg,sql}',
  '.ci/*',
  '.env.example',
).filter((path) => path !== 'pnpm-lock.yaml');

describe('papers', () => {
  test.each(listFiles('{apps/api,packages/*,bench,e2e}/package.json').map(dirname))(
    '%s has a README',
    (folder) => {
      expect(existsSync(join(ROOT, folder, 'README.md'))).toBe(true);
    },
  );

  test.each(papers)('every relative link of %s leads to a file', (path) => {
    const text = readText(path).replace(/```[\s\S]*?```|`[^`\n]*`/g, '');
    const links = [...text.matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)$/gm)].map(
      ([, inline, reference]) => inline ?? reference ?? '',
    );
    const files = links
      .filter((link) => !/^(https?:|mailto:|#)/.test(link))
      .map((link) => link.split('#', 1)[0] ?? '');
    expect(files.filter((file) => !existsSync(join(ROOT, dirname(path), file)))).toEqual([]);
  });

  test('decisions are numbered without a gap, and all of them are listed', () => {
    const files = listFiles('docs/decisions/[0-9]*.md').map((path) => path.replace('docs/decisions/', ''));
    expect(files.map((file) => Number(file.slice(0, 4)))).toEqual(files.map((_file, index) => index + 1));
    const index = readText('docs/decisions/README.md');
    expect(files.filter((file) => !index.includes(`(${file})`))).toEqual([]);
  });
});

test('no file names a place outside the repository', () => {
  const outside = /(?<![\w.~/-])\/(?:work|home|Users|root)\/[\w.-]/;
  const found = texts.flatMap((path) =>
    readText(path)
      .split('\n')
      .flatMap((line, index) => (outside.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  );
  expect(found).toEqual([]);
});

test('relative paths in sources stay inside the repository', () => {
  const found = texts.flatMap((path) =>
    [...readText(path).matchAll(/(['"`])((?:\.\.\/)+)[^'"`\n]*\1/g)].flatMap(([all, , dots = '']) => {
      const depth = path.split('/').length - 1;
      return dots.length / 3 > depth ? [`${path}: ${all}`] : [];
    }),
  );
  expect(found).toEqual([]);
});
