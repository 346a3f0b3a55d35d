import { expect, test } from 'vitest';
import { sectionsSince } from './changelog.ts';
import { readUpstream } from './upstream.ts';

const CHANGELOG = `# Changelog

What to do.

## 0.10.0

- Tenth.

### A heading inside

- More.

## 0.9.0

- Ninth.

## Not a version

## 0.1.0

First.
`;

test.each([
  { version: '0.10.0', newer: [] },
  { version: '0.9.0', newer: ['0.10.0'] },
  { version: '0.1.0', newer: ['0.10.0', '0.9.0'] },
  { version: '0.0.1', newer: ['0.10.0', '0.9.0', '0.1.0'] },
  { version: 'main', newer: ['0.10.0', '0.9.0', '0.1.0'] },
])('a copy of $version gets the sections $newer', ({ version, newer }) => {
  expect(sectionsSince(CHANGELOG, version).map((section) => section.version)).toEqual(newer);
});

test('a section is its whole text, with headings inside', () => {
  expect(sectionsSince(CHANGELOG, '0.9.0')).toEqual([
    { version: '0.10.0', text: '- Tenth.\n\n### A heading inside\n\n- More.' },
  ]);
});

test('the changelog begins with the version of the package', () => {
  const { changelog, version } = readUpstream();
  expect(sectionsSince(changelog, '0.0.0')[0]?.version).toBe(version);
});
