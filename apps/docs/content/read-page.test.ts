import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { expect, test } from 'vitest';
import { compilePage } from '../mdx/compile-page.ts';
import { readPages } from './read-page.ts';

const pages = readPages();
const compiled = new Map(
  await Promise.all(pages.map(async (page) => [page.href, await compilePage(page.body)] as const)),
);

test('every file is in the navigation, and the other way round', () => {
  const files = globSync('*/*.mdx', { cwd: join(import.meta.dirname) }).map((file) => `content/${file}`);
  expect(pages.map(({ file }) => file).toSorted()).toEqual(files.toSorted());
  expect(new Set(pages.map(({ slug }) => slug)).size).toBe(pages.length);
});

test.each(pages)('$href says in one sentence each what it is about', ({ title, description, lead }) => {
  expect(title.length).toBeLessThan(50);
  expect(description.length).toBeLessThan(180);
  expect(lead).toMatch(/[.!]$/);
});

test.each(pages)('every link of $href to another page leads to a part of it', ({ body }) => {
  const links = [...body.matchAll(/\]\((?:[./\w-]*\/)?([\w-]+)\.mdx(?:#([^)]+))?\)/g)];
  const broken = links.filter(([, slug, anchor]) => {
    const target = compiled.get(slug === 'index' ? '/' : `/${slug}`);
    return !target || (anchor !== undefined && !target.sections.some(({ id }) => id === anchor));
  });
  expect(broken.map(([link]) => link)).toEqual([]);
});

test.each(pages)(
  '$href has one heading of a name, so that links to it keep leading there',
  ({ href, slug }) => {
    // Names that two entry points export are told apart by number.
    if (slug === 'exports') return;
    const headings = compiled.get(href)?.sections.map(({ heading }) => heading) ?? [];
    expect(headings).toEqual([...new Set(headings)]);
  },
);
