import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { CUSTOM_CLAIMS_LIMIT_BYTES } from '@repo/auth/token-budget';
import { ROOT } from '@repo/stack/repository';
import { expect, test } from 'vitest';
import { bodyOf, readClaims } from './read-claims.ts';
import { readFrontMatter, readTexts } from './texts.ts';

const skills = [...readTexts(ROOT)].filter(([path]) => path.endsWith('/SKILL.md'));
const azpRule = readFileSync(join(ROOT, 'skills/clerk-subdomain-sso/SKILL.md'), 'utf8');

test.each(skills)('%s has the form of a skill: named as its folder, described, short', (path, text) => {
  const { name, description } = readFrontMatter(text);
  expect(path).toBe(`skills/${name}/SKILL.md`);
  expect(name).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
  expect(name.length).toBeLessThanOrEqual(64);
  expect(description.length).toBeGreaterThan(40);
  expect(description.length).toBeLessThanOrEqual(1024);
  expect(bodyOf(text).trim().split('\n').length).toBeLessThan(150);
});

test.each(skills)('%s makes sense in any repository: it names nothing that is only here', (_path, text) => {
  const local = readClaims(text).filter(
    ({ kind, text: said }) =>
      (kind === 'link' && !said.startsWith('https://')) ||
      (kind === 'path' && /^(?:apps|bench|e2e|packages\/(?!auth\b))/.test(said)),
  );
  expect(local).toEqual([]);
});

test('what the skill quotes from logs, Clerk’s SDK says', () => {
  const rows = azpRule.split('\n').filter((line) => line.startsWith('| ') && line.includes('"'));
  const quotes = rows.flatMap((row) =>
    [...row.matchAll(/"([^"]+)"/g)].flatMap(([, said = '']) => said.split(' … ')),
  );
  const folder = dirname(createRequire(import.meta.url).resolve('@clerk/backend'));
  const sdk = readdirSync(folder)
    .filter((file) => file.endsWith('.mjs'))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
  expect(quotes.length).toBeGreaterThan(2);
  expect(quotes.filter((quote) => !sdk.some((text) => text.includes(quote)))).toEqual([]);
});

test('the size that the skill allows custom claims is the package’s', () => {
  expect(azpRule).toContain(`${CUSTOM_CLAIMS_LIMIT_BYTES} bytes`);
});

test('the matcher in the skill is the one of the apps', () => {
  const proxy = readFileSync(join(ROOT, 'apps/platform/proxy.ts'), 'utf8');
  const matcher = proxy.split('\n').find((line) => line.startsWith('export const config'));
  expect(matcher).toBeDefined();
  expect(azpRule).toContain(matcher);
});
