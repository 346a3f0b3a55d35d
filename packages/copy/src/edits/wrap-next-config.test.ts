import { parseSource } from '@repo/next-repository';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { surroundings, withWindowsEnds } from './surroundings.fixture.ts';
import { typeCheck } from './type-check.fixture.ts';
import { type NextConfigWrap, wrapNextConfig } from './wrap-next-config.ts';

const web = { app: 'web', from: './src/lib/auth/next-config', registry: './src/lib/auth/sso.config' };
const IMPORTS = `import { withSso } from './src/lib/auth/next-config';\nimport { sso } from './src/lib/auth/sso.config';`;
const DOUBLE = IMPORTS.replaceAll("'", '"');
const REQUIRES = `const { withSso } = require('./src/lib/auth/next-config');\nconst { sso } = require('./src/lib/auth/sso.config');`;

const FORMS: readonly {
  readonly name: string;
  readonly text: string;
  readonly wrapped: string;
  readonly format?: NextConfigWrap['format'];
}[] = [
  {
    name: 'a named object',
    text: 'import type { NextConfig } from "next";\n\nconst nextConfig: NextConfig = {\n  // theirs\n  cacheComponents: true,\n};\n\nexport default nextConfig;\n',
    wrapped: `import type { NextConfig } from "next";\n${DOUBLE}\n\nconst nextConfig: NextConfig = {\n  // theirs\n  cacheComponents: true,\n};\n\nexport default withSso(sso, "web", nextConfig);\n`,
  },
  {
    name: 'an object in place',
    text: 'export default { images: {} };\n',
    wrapped: `${IMPORTS}\n\nexport default withSso(sso, 'web', { images: {} });\n`,
  },
  {
    name: 'an object with its type checked',
    text: 'export default {} satisfies NextConfig;\n',
    wrapped: `${IMPORTS}\n\nexport default withSso(sso, 'web', {} satisfies NextConfig);\n`,
  },
  {
    name: 'a constant with a type asserted',
    text: 'const config = {};\nexport default config as NextConfig;\n',
    wrapped: `${IMPORTS}\n\nconst config = {};\nexport default withSso(sso, 'web', config as NextConfig);\n`,
  },
  {
    name: 'an untyped constant of TypeScript, so that its words keep their type',
    format: 'ts',
    text: `const config = { output: 'standalone' };\nexport default config;\n`,
    wrapped: `${IMPORTS}\n\nconst config = withSso(sso, 'web', { output: 'standalone' });\nexport default config;\n`,
  },
  {
    name: 'an object in parentheses',
    text: 'export default ({ a: 1 });\n',
    wrapped: `${IMPORTS}\n\nexport default (withSso(sso, 'web', { a: 1 }));\n`,
  },
  {
    name: 'a constant that is exported twice',
    text: 'export const nextConfig = {};\nexport default nextConfig;\n',
    wrapped: `${IMPORTS}\n\nexport const nextConfig = {};\nexport default withSso(sso, 'web', nextConfig);\n`,
  },
  {
    name: 'a module with comments for tools and a JSDoc type',
    text: `// @ts-check\n\n/** @type {import('next').NextConfig} */\nconst nextConfig = {};\n\nexport default nextConfig;\n`,
    wrapped: `// @ts-check\n\n${IMPORTS}\n\n/** @type {import('next').NextConfig} */\nconst nextConfig = {};\n\nexport default withSso(sso, 'web', nextConfig);\n`,
  },
  {
    name: 'no semicolons',
    text: `import a from 'a' // why\n\nexport default { a }\n`,
    wrapped: `import a from 'a' // why\n${IMPORTS.replaceAll(';', '')}\n\nexport default withSso(sso, 'web', { a })\n`,
  },
  {
    name: 'the line ends of Windows',
    text: `import a from 'a';\r\n\r\nexport default { a };\r\n`,
    wrapped: `import a from 'a';\r\n${IMPORTS.replace('\n', '\r\n')}\r\n\r\nexport default withSso(sso, 'web', { a });\r\n`,
  },
  {
    name: 'a byte order mark',
    text: '\uFEFFexport default {};\n',
    wrapped: `\uFEFF${IMPORTS}\n\nexport default withSso(sso, 'web', {});\n`,
  },
  {
    name: 'a file that has its own sso',
    text: 'const sso = true;\nexport default { a: sso };\n',
    wrapped: `${IMPORTS.replace('{ sso }', '{ sso as ssoRegistry }')}\n\nconst sso = true;\nexport default withSso(ssoRegistry, 'web', { a: sso });\n`,
  },
  {
    name: 'a plugin',
    text: `import createNextIntlPlugin from 'next-intl/plugin';\nconst withNextIntl = createNextIntlPlugin();\nconst nextConfig = {};\nexport default withNextIntl(nextConfig);\n`,
    wrapped: `import createNextIntlPlugin from 'next-intl/plugin';\n${IMPORTS}\nconst withNextIntl = createNextIntlPlugin();\nconst nextConfig = {};\nexport default withSso(sso, 'web', withNextIntl(nextConfig));\n`,
  },
  {
    name: 'a plugin with options after the settings',
    text: 'export default withSentryConfig(nextConfig, { silent: true });\nconst nextConfig = {};\n',
    wrapped: `${IMPORTS}\n\nexport default withSso(sso, 'web', withSentryConfig(nextConfig, { silent: true }));\nconst nextConfig = {};\n`,
  },
  {
    name: 'a plugin that its options make',
    text: `import createMDX from '@next/mdx';\nexport default createMDX({ extension: /x/ })({ a: 1 });\n`,
    wrapped: `import createMDX from '@next/mdx';\n${IMPORTS}\nexport default withSso(sso, 'web', createMDX({ extension: /x/ })({ a: 1 }));\n`,
  },
  {
    name: 'plugins in each other, and calls at the top',
    text: `import { createJiti } from 'jiti';\nawait createJiti(import.meta.url).import('./src/env');\nexport default withA(withB({}));\n`,
    wrapped: `import { createJiti } from 'jiti';\n${IMPORTS}\nawait createJiti(import.meta.url).import('./src/env');\nexport default withSso(sso, 'web', withA(withB({})));\n`,
  },
  {
    name: 'the result of a plugin in a constant',
    text: 'const base = withA({ a: 1 });\nexport default process.env.ANALYZE ? withB(base) : base;\n',
    wrapped: `${IMPORTS}\n\nconst base = withA({ a: 1 });\nexport default withSso(sso, 'web', process.env.ANALYZE ? withB(base) : base);\n`,
  },
  {
    name: 'a plugin of any name around settings',
    text: `import analyzer from './analyzer';\nconst nextConfig = {};\nexport default await analyzer(nextConfig);\n`,
    wrapped: `import analyzer from './analyzer';\n${IMPORTS}\nconst nextConfig = {};\nexport default withSso(sso, 'web', await analyzer(nextConfig));\n`,
  },
  {
    name: 'something imported',
    text: `import config from './other';\nexport default config;\n`,
    wrapped: `import config from './other';\n${IMPORTS}\nexport default withSso(sso, 'web', config);\n`,
  },
  {
    name: 'a variable that is set again',
    text: 'let config = {};\nif (a) config = withA(config);\nexport default config;\n',
    wrapped: `${IMPORTS}\n\nlet config = {};\nif (a) config = withA(config);\nexport default withSso(sso, 'web', config);\n`,
  },
  {
    name: 'an arrow function of JavaScript',
    format: 'esm',
    text: 'export default async (phase, ctx) => ({ a: phase });\n',
    wrapped: `${IMPORTS}\n\nexport default withSso(sso, 'web', async (phase, ctx) => ({ a: phase }));\n`,
  },
  {
    name: 'a function of TypeScript with a name',
    text: 'export default function config(phase: string): NextConfig {\n  return {};\n}\n',
    wrapped: `${IMPORTS}\n\nexport default withSso(sso, 'web', function config(phase: string): NextConfig {\n  return {};\n});\n`,
  },
  {
    name: 'a function without a name',
    text: 'export default async function () {\n  return {};\n}\n',
    wrapped: `${IMPORTS}\n\nexport default withSso(sso, 'web', async function () {\n  return {};\n});\n`,
  },
  {
    name: 'a constant function',
    text: 'const config = (phase: string) => ({});\nexport default config;\n',
    wrapped: `${IMPORTS}\n\nconst config = (phase: string) => ({});\nexport default withSso(sso, 'web', config);\n`,
  },
  {
    name: 'module.exports with an object',
    text: 'module.exports = { a: 1 };\n',
    wrapped: `${REQUIRES}\n\nmodule.exports = withSso(sso, 'web', { a: 1 });\n`,
  },
  {
    name: 'module.exports with a constant below directives and requires',
    text: `'use strict';\nconst { a } = require('a');\n\nconst nextConfig = { a };\nmodule.exports = nextConfig;\n`,
    wrapped: `'use strict';\nconst { a } = require('a');\n${REQUIRES}\n\nconst nextConfig = { a };\nmodule.exports = withSso(sso, 'web', nextConfig);\n`,
  },
  {
    name: 'module.exports with a plugin that is required in place',
    text: `const config = require('@next/bundle-analyzer')({ enabled: true })({ a: 1 });\nmodule.exports = config;\n`,
    wrapped: `const config = require('@next/bundle-analyzer')({ enabled: true })({ a: 1 });\n${REQUIRES}\nmodule.exports = withSso(sso, 'web', config);\n`,
  },
  {
    name: 'module.exports with a function',
    text: 'module.exports = (phase, { defaultConfig }) => {\n  return { ...defaultConfig };\n};\n',
    wrapped: `${REQUIRES}\n\nmodule.exports = withSso(sso, 'web', (phase, { defaultConfig }) => {\n  return { ...defaultConfig };\n});\n`,
  },
  {
    name: 'module.exports that a plugin wraps later',
    text: `const nextConfig = {};\nmodule.exports = nextConfig;\n\nmodule.exports = withSentryConfig(module.exports, { org: 'a' });\n`,
    wrapped: `${REQUIRES}\n\nconst nextConfig = {};\nmodule.exports = nextConfig;\n\nmodule.exports = withSso(sso, 'web', withSentryConfig(module.exports, { org: 'a' }));\n`,
  },
];

test.each(FORMS)('$name is wrapped, and nothing else of it changes', ({ text, wrapped, format }) => {
  const result = wrapNextConfig(text, { ...web, ...(format && { format }) });
  expect(result).toEqual({ kind: 'wrapped', text: wrapped, notes: [] });
  expect(parseSource('next.config.ts', wrapped)).toBeDefined();
});

test.each(FORMS)('$name, once wrapped, stays', ({ wrapped }) => {
  expect(wrapNextConfig(wrapped, web)).toEqual({ kind: 'done' });
});

test.each(FORMS)('$name: what stands below stays, byte for byte, with any line ends', (form) => {
  const { text, wrapped } = form;
  fc.assert(
    fc.property(surroundings, fc.boolean(), (below, isWindows) => {
      const ends = isWindows ? withWindowsEnds : (each: string) => each;
      const result = wrapNextConfig(ends(`${text}${below}`), {
        ...web,
        ...(form.format && { format: form.format }),
      });
      expect(result).toMatchObject({ kind: 'wrapped', text: ends(`${wrapped}${below}`) });
    }),
  );
});

test.each([
  {
    name: 'an ES module',
    format: 'ts' as const,
    wrapped: `${IMPORTS}\n\nexport default withSso(sso, 'web');\n`,
  },
  {
    name: 'CommonJS',
    format: 'cjs' as const,
    wrapped: `${REQUIRES}\n\nmodule.exports = withSso(sso, 'web');\n`,
  },
])('no file becomes one in $name', ({ format, wrapped }) => {
  expect(wrapNextConfig(undefined, { ...web, format })).toEqual({
    kind: 'wrapped',
    text: wrapped,
    notes: [],
  });
});

test.each([
  { name: 'an export in a list', text: 'const config = {};\nexport { config as default };' },
  { name: 'an export from another file', text: `export { default } from './other';` },
  { name: 'module.exports under a condition', text: 'module.exports = {};\nif (a) module.exports = other;' },
  { name: 'a promise', text: 'export default (async () => ({}))();' },
  {
    name: 'a function that the file uses itself',
    text: 'export default function config() {\n  return {};\n}\nconfig();',
  },
  { name: 'no code', text: 'export default {{' },
  { name: 'no default export', text: 'export {};' },
])('$name is left to a person, with the lines', ({ text }) => {
  expect(wrapNextConfig(text, web)).toEqual({
    kind: 'by-hand',
    why: expect.stringMatching(/./),
    lines: expect.stringMatching(
      /(?:export default|module\.exports =) withSso\(sso, 'web', nextConfig\);\n$/,
    ),
  });
});

test('the package is the default source', () => {
  expect(wrapNextConfig(undefined, { app: 'web', registry: './sso.config' })).toMatchObject({
    text: expect.stringContaining(`from '@subdomain-sso/auth/next-config'`),
  });
});

test('a comment that names withSso does not count', () => {
  expect(wrapNextConfig('// later: withSso\nexport default {};\n', web)).toMatchObject({ kind: 'wrapped' });
});

test('what was wrapped compiles, and a wrong app does not', () => {
  const wrap = { app: 'web', registry: './sso.config', format: 'ts' } as const;
  const sources = [
    `import type { NextConfig } from 'next';\nconst nextConfig: NextConfig = { output: 'standalone' };\nexport default nextConfig;\n`,
    `const nextConfig = { output: 'standalone' };\nexport default nextConfig;\n`,
    `import createNextIntlPlugin from 'next-intl/plugin';\nconst withNextIntl = createNextIntlPlugin();\nexport default withNextIntl({ output: 'standalone' });\n`,
    `import type { NextConfig } from 'next';\nexport default async function config(phase: string): Promise<NextConfig> {\n  return { output: phase === 'x' ? 'export' : 'standalone' };\n}\n`,
    `import type { NextConfig } from 'next';\nexport default (phase: string, { defaultConfig }: { defaultConfig: NextConfig }): NextConfig => ({ ...defaultConfig, env: { phase } });\n`,
    `export default () => ({ reactStrictMode: true });\n`,
  ];
  const edited = sources.map((text) => wrapNextConfig(text, wrap));
  const files = edited.map((edit, index) => [`next-${index}.ts`, edit.kind === 'wrapped' ? edit.text : 'no']);
  const registry = `import { defineSso } from '@subdomain-sso/auth/define-sso';\nexport const sso = defineSso({ rootDomain: 'acme.com', localRootDomain: 'acme.localhost', primary: 'web', apps: { web: { posture: 'mixed', vercelProject: 'web', callers: [] } } });\n`;
  const wrong = wrapNextConfig(undefined, { ...wrap, app: 'shop' });
  expect(
    typeCheck({
      ...Object.fromEntries(files),
      'sso.config.ts': registry,
      'wrong.ts': wrong.kind === 'wrapped' ? wrong.text : '',
    }),
  ).toEqual([expect.stringMatching(/^wrong\.ts\(4,\d+\): error TS\d+/)]);
});
