import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ROOT } from '@repo/stack/repository';
import { CUSTOM_CLAIMS_LIMIT_BYTES } from '@subdomain-sso/auth/token-budget';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { bodyOf, readText, TEXTS } from './read-text.fixture.ts';

const skills = [...TEXTS].filter(([path]) => path.endsWith('/SKILL.md'));
/** @source agentskills.io "Specification": SKILL.md format. */
const FrontMatter = z.object({ name: z.string(), description: z.string() });
const azpRule = readFileSync(join(ROOT, 'skills/clerk-subdomain-sso/SKILL.md'), 'utf8');

test.each(skills)(
  '%s has the form of a skill: the name of its folder, a description, few lines',
  (path, text) => {
    const { name, description } = FrontMatter.parse(parse(/^---\n([\s\S]*?)\n---\n/.exec(text)?.[1] ?? ''));
    expect(path).toBe(`skills/${name}/SKILL.md`);
    expect(name).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    expect(name.length).toBeLessThanOrEqual(64);
    expect(description.length).toBeGreaterThan(40);
    expect(description.length).toBeLessThanOrEqual(1024);
    expect(bodyOf(text).trim().split('\n').length).toBeLessThan(150);
  },
);

test.each(skills)('%s applies to any repository: it names nothing that only this one has', (_path, text) => {
  const { links, spans } = readText(text);
  const local = [
    ...links.filter((href) => !href.startsWith('https://')),
    ...spans.filter((span) => /^(?:apps|bench|e2e|packages\/(?!auth\b))/.test(span)),
  ];
  expect(local).toEqual([]);
});

test('what the skill quotes from logs is in Clerk’s SDK', () => {
  const rows = azpRule.split('\n').filter((line) => line.startsWith('| ') && line.includes('"'));
  const quotes = rows.flatMap((row) =>
    [...row.matchAll(/"([^"]+)"/g)].flatMap(([, quote = '']) => quote.split(' … ')),
  );
  const folder = dirname(createRequire(import.meta.url).resolve('@clerk/backend'));
  const sdk = readdirSync(folder)
    .filter((file) => file.endsWith('.mjs'))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
  expect(quotes.length).toBeGreaterThan(2);
  expect(quotes.filter((quote) => !sdk.some((text) => text.includes(quote)))).toEqual([]);
});

test('the skill and the package allow custom claims of the same size', () => {
  expect(azpRule).toContain(`${CUSTOM_CLAIMS_LIMIT_BYTES} bytes`);
});

test('the skill has the matcher of the apps', () => {
  const proxy = readFileSync(join(ROOT, 'apps/platform/proxy.ts'), 'utf8');
  const matcher = proxy.split('\n').find((line) => line.startsWith('export const config'));
  expect(matcher).toBeDefined();
  expect(azpRule).toContain(matcher);
});
