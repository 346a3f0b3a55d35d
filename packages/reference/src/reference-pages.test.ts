import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AUTH_CONFIG_FIXES } from '@subdomain-sso/auth/errors';
import { REASONS, SYNC_FAILURES, TOKEN_FAULTS } from '@subdomain-sso/auth/reasons';
import { expect, test } from 'vitest';
import { buildReferencePages } from './reference-pages.ts';
import { readErrorCodes } from './sources/thrown-errors.ts';

const pages = await buildReferencePages();
const textOf = (file: string) => pages.find((page) => page.file === file)?.text ?? '';

test.each(pages)(
  '$file is what the sources say: pnpm --filter @repo/reference generate',
  ({ file, text }) => {
    const url = new URL(`../../../apps/docs/content/reference/${file}`, import.meta.url);
    expect(readFileSync(fileURLToPath(url), 'utf8')).toBe(text);
  },
);

test('every code has a heading to link to', () => {
  const codes = Object.keys({ ...REASONS, ...TOKEN_FAULTS, ...SYNC_FAILURES });
  expect(codes.filter((code) => !textOf('reasons.mdx').includes(`### \`${code}\`\n`))).toEqual([]);
  expect(
    Object.keys(AUTH_CONFIG_FIXES).filter((code) => !textOf('errors.mdx').includes(`### \`${code}\`\n`)),
  ).toEqual([]);
});

test('the messages of an error are found where it is thrown', () => {
  const codes = readErrorCodes('packages/deploy/src/errors.ts', 'DeployError');
  expect(codes.map(({ code }) => code)).toContain('missing_token');
  expect(codes.find(({ code }) => code === 'missing_token')?.messages.join()).toContain('VERCEL_TOKEN');
});
