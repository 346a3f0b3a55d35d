import { expect, test } from 'vitest';
import { wrapNextConfig } from './wrap-next-config.ts';

const web = { app: 'web', from: './src/lib/auth/next-config', registry: './src/lib/auth/sso.config' };
const line = `import { withSso } from './src/lib/auth/next-config';\nimport { sso } from './src/lib/auth/sso.config';`;

test.each([
  {
    name: 'a named object',
    text: 'import type { NextConfig } from "next";\n\nconst nextConfig: NextConfig = {\n  // theirs\n  cacheComponents: true,\n};\n\nexport default nextConfig;\n',
    wrapped: `import type { NextConfig } from "next";\n${line.replaceAll("'", '"')}\n\nconst nextConfig: NextConfig = {\n  // theirs\n  cacheComponents: true,\n};\n\nexport default withSso(sso, "web", nextConfig);\n`,
  },
  {
    name: 'an object in place',
    text: 'export default { images: {} };\n',
    wrapped: `${line}\n\nexport default withSso(sso, 'web', { images: {} });\n`,
  },
  {
    name: 'an object with its type checked',
    text: 'export default {} satisfies NextConfig;\n',
    wrapped: `${line}\n\nexport default withSso(sso, 'web', {} satisfies NextConfig);\n`,
  },
  { name: 'no file', text: undefined, wrapped: `${line}\n\nexport default withSso(sso, 'web');\n` },
])('$name is wrapped, and nothing else of it changes', ({ text, wrapped }) => {
  expect(wrapNextConfig(text, web)).toEqual({ kind: 'wrapped', text: wrapped, notes: [] });
});

test.each([
  {
    name: 'a function',
    text: 'export default () => ({});',
    wrapped: `export default withSso(sso, 'web', () => ({}));`,
  },
  {
    name: 'an async function of its own name',
    text: 'export default async function config(phase: string) {\n  return {};\n}\n',
    wrapped: `export default withSso(sso, 'web', async function config(phase: string) {\n  return {};\n});\n`,
  },
  {
    name: 'what a plugin returns',
    text: 'export default withIntl(withSentry(config, { silent: true }));',
    wrapped: `export default withSso(sso, 'web', withIntl(withSentry(config, { silent: true })));`,
  },
  {
    name: 'something imported',
    text: `import config from './other';\nexport default config;`,
    wrapped: `export default withSso(sso, 'web', config);`,
  },
])('$name is wrapped as it is', ({ text, wrapped }) => {
  expect(wrapNextConfig(text, web)).toMatchObject({
    kind: 'wrapped',
    text: expect.stringContaining(wrapped),
  });
});

test('CommonJS is wrapped with require', () => {
  const text = `const withMdx = require('@next/mdx')();\n\nmodule.exports = withMdx({});\n`;
  expect(wrapNextConfig(text, { app: 'web', from: 'a', registry: './sso.config.mjs' })).toMatchObject({
    text: `const { withSso } = require('a');\nconst { sso } = require('./sso.config.mjs');\n\nconst withMdx = require('@next/mdx')();\n\nmodule.exports = withSso(sso, 'web', withMdx({}));\n`,
  });
});

test.each([
  { name: 'no export', text: 'const config = {};' },
  { name: 'no TypeScript', text: 'export default {{' },
])('$name is left to a person, with the lines to write', ({ text }) => {
  expect(wrapNextConfig(text, web)).toMatchObject({
    kind: 'by-hand',
    lines: expect.stringContaining('withSso(sso,'),
  });
});

test('what is wrapped already stays', () => {
  expect(wrapNextConfig(`${line}\nexport default withSso(sso, 'web');`, web)).toEqual({ kind: 'done' });
});
