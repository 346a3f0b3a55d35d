import { expect, test } from 'vitest';
import { wrapNextConfig } from './wrap-next-config.ts';

const web = { app: 'web', from: './src/lib/auth/next-config', registry: './src/lib/auth/sso.config' };
const line = `import { withSso } from './src/lib/auth/next-config';\nimport { sso } from './src/lib/auth/sso.config';`;

test.each([
  {
    name: 'a named object',
    text: 'import type { NextConfig } from "next";\n\nconst nextConfig: NextConfig = {\n  // theirs\n  cacheComponents: true,\n};\n\nexport default nextConfig;\n',
    wrapped: `import type { NextConfig } from "next";\n${line}\n\nconst nextConfig: NextConfig = {\n  // theirs\n  cacheComponents: true,\n};\n\nexport default withSso(sso, 'web', nextConfig);\n`,
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
  expect(wrapNextConfig(text, web)).toEqual({ kind: 'wrapped', text: wrapped });
});

test.each([
  { name: 'a function', text: 'export default () => ({});' },
  { name: 'what another wrapper returns', text: 'export default withMdx({});' },
  { name: 'a named function', text: 'const config = (phase: string) => ({});\nexport default config;' },
  { name: 'something imported', text: `import config from './other';\nexport default config;` },
  { name: 'a variable that may be set again', text: 'let config = {};\nexport default config;' },
  { name: 'module.exports', text: 'module.exports = {};' },
  { name: 'no TypeScript', text: 'export default {{' },
])('$name is left to a person', ({ text }) => {
  expect(wrapNextConfig(text, web)).toMatchObject({ kind: 'by-hand' });
});

test('what is wrapped already stays', () => {
  expect(wrapNextConfig(`${line}\nexport default withSso(sso, 'web');`, web)).toEqual({ kind: 'done' });
});
