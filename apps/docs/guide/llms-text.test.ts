import { REASONS, SYNC_FAILURES, TOKEN_FAULTS } from '@subdomain-sso/auth/reasons';
import { expect, test } from 'vitest';
import { NAVIGATION } from '../content/navigation.ts';
import { readPages } from '../content/read-page.ts';
import checks from './doctor-checks.generated.json';
import { buildFullText, buildLlmsText } from './llms-text.ts';

const ORIGIN = 'https://docs.acme.example';
const text = buildLlmsText((path) => `${ORIGIN}${path}`);
const links = [...text.matchAll(/^- \[([^\]\n]+)\]\(([^)\s]+)\): (\S.*)$/gm)].map(([, name, url, note]) => ({
  name,
  url,
  note,
}));

test('it has the form of llmstxt.org: one title, a summary, sections of nothing but links with a note', () => {
  const [head = '', ...sections] = text.split(/^## /m);
  expect(head).toMatch(/^# \S.*\n\n> \S.*\n\n(?!#)/);
  expect(text.match(/^# /gm)).toHaveLength(1);
  expect(sections.map((section) => section.split('\n', 1)[0])).toEqual([
    ...NAVIGATION.map(({ title }) => title),
    'Reason codes',
    'Optional',
  ]);
  const lines = sections.flatMap((section) => section.split('\n').slice(1).filter(Boolean));
  expect(lines).toHaveLength(links.length);
});

test('it leads to every page, reason code and check, in this order, and to nothing else', () => {
  const codes = Object.keys({ ...REASONS, ...TOKEN_FAULTS, ...SYNC_FAILURES });
  expect(links.map(({ url }) => url)).toEqual([
    ...readPages().map(({ href }) => `${ORIGIN}${href}`),
    ...codes.map((code) => `${ORIGIN}/reasons#${code}`),
    ...checks.map(({ id }) => `${ORIGIN}/doctor#${id}`),
  ]);
});

test('the whole text has every page under its title and address', () => {
  const pages = readPages();
  const full = buildFullText(pages, (path) => `${ORIGIN}${path}`);
  for (const { title, href } of pages) expect(full).toContain(`# ${title}\n\n${ORIGIN}${href}\n\n`);
});
