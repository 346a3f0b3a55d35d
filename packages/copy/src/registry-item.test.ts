import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { buildRegistryItem } from './registry-item.ts';
import { readUpstream } from './source/upstream.ts';

const upstream = readUpstream();
const item = buildRegistryItem(upstream);

test('every file says where it goes, once, inside the package’s folder or beside the app', () => {
  const targets = item.files.map(({ target }) => target);
  expect(new Set(targets).size).toBe(targets.length);
  expect(targets.filter((target) => !target.startsWith('src/lib/auth/'))).toEqual(['src/proxy.ts']);
});

test('the sources are those of packages/auth as they are today, without its tests', () => {
  const sources = [...upstream.files.keys()].filter((path) =>
    /^src\/.*(?<!\.test|\.fixture)\.tsx?$/.test(path),
  );
  const targets = item.files.map(({ target }) => posix.relative('src/lib/auth', target));
  expect(targets).toEqual(expect.arrayContaining(sources.map((path) => path.replace('src/', ''))));
  expect(targets.filter((path) => /\.(test|fixture)\./.test(path))).toEqual([]);
});

test('imports stay inside the item', () => {
  const targets = new Set(item.files.map(({ target }) => target));
  for (const { target, content } of item.files.filter((file) => /\.tsx?$/.test(file.target))) {
    for (const [, name = ''] of content.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)) {
      const path = posix.join(posix.dirname(target), name);
      const found = ['.ts', '.tsx', '/index.ts'].some((end) => targets.has(path + end));
      expect([target, name, found]).toEqual([target, name, true]);
    }
  }
});

test('dependencies are exact, Clerk’s own among them', () => {
  expect(item.dependencies).toEqual(expect.arrayContaining([expect.stringMatching(/^@clerk\/shared@\d/)]));
  expect(item.dependencies.filter((name) => !/@\d+\.\d+\.\d+$/.test(name))).toEqual([]);
});

test('nothing of this machine or repository is in it', () => {
  const text = JSON.stringify(item);
  expect(text).not.toMatch(/@repo\/|packages\/auth|catalog:/);
});
