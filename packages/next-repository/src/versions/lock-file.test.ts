import { expect, test } from 'vitest';
import { LOCK_FORMATS } from './lock-file.ts';

const QUESTION = { directory: '', owner: 'web', name: 'next', range: '^16.0.0' };

const CASES: readonly {
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly asked?: Partial<typeof QUESTION>;
  readonly version: string | undefined;
}[] = [
  {
    name: 'npm: the nearest folder decides',
    file: 'package-lock.json',
    text: '{ "packages": { "node_modules/next": { "version": "16.1.0" }, "apps/a/node_modules/next": { "version": "16.2.6" } } }',
    asked: { directory: 'apps/a' },
    version: '16.2.6',
  },
  {
    name: 'npm: hoisted',
    file: 'package-lock.json',
    text: '{ "packages": { "node_modules/next": { "version": "16.1.0" } } }',
    asked: { directory: 'apps/b' },
    version: '16.1.0',
  },
  {
    name: 'pnpm: of the package that asks',
    file: 'pnpm-lock.yaml',
    text: 'importers:\n  .: {}\n  apps/a:\n    devDependencies:\n      next:\n        specifier: ^16.0.0\n        version: 16.2.6(react@19.3.1)(react-dom@19.3.1)\npackages:\n  next@16.1.0: {}\n',
    asked: { directory: 'apps/a' },
    version: '16.2.6',
  },
  {
    name: 'pnpm: a package of the workspace has no version',
    file: 'pnpm-lock.yaml',
    text: 'importers:\n  .:\n    dependencies:\n      next:\n        specifier: workspace:*\n        version: link:packages/next\n',
    version: undefined,
  },
  {
    name: 'yarn 1: several ranges in one entry, with a scope',
    file: 'yarn.lock',
    text: '"@clerk/nextjs@^7.0.0", "@clerk/nextjs@^7.1.0":\n  version "7.9.7"\n  dependencies:\n    next "^16.0.0"\n',
    asked: { name: '@clerk/nextjs', range: '^7.1.0' },
    version: '7.9.7',
  },
  {
    name: 'yarn 4',
    file: 'yarn.lock',
    text: '__metadata:\n  version: 8\n\n"next@npm:^15.0.0, next@npm:^16.0.0":\n  version: 16.2.6\n  resolution: "next@npm:16.2.6"\n',
    version: '16.2.6',
  },
  {
    name: 'bun: the package that asks has its own',
    file: 'bun.lock',
    text: '{\n  "packages": {\n    "next": ["next@16.1.0", "", {}, ""],\n    "web/next": ["next@16.2.6", "", {}, ""],\n    "@clerk/nextjs": ["@clerk/nextjs@7.9.7", ""],\n  },\n}\n',
    version: '16.2.6',
  },
  {
    name: 'bun: a scope',
    file: 'bun.lock',
    text: '{\n    "@clerk/nextjs": ["@clerk/nextjs@7.9.7", ""],\n}\n',
    asked: { name: '@clerk/nextjs' },
    version: '7.9.7',
  },
  { name: 'not in it', file: 'yarn.lock', text: 'react@^19.0.0:\n  version "19.3.1"\n', version: undefined },
];

test.each(CASES)('$name', ({ file, text, asked, version }) => {
  const look = LOCK_FORMATS.find((format) => format.file === file)?.read(text);
  expect(look?.({ ...QUESTION, ...asked })).toBe(version);
});

test.each([
  { file: 'package-lock.json', text: '{ "packages": ' },
  { file: 'pnpm-lock.yaml', text: 'importers: [' },
  { file: 'yarn.lock', text: '<<<<<<< HEAD\n' },
  { file: 'bun.lock', text: '' },
  { file: 'bun.lockb', text: '\0' },
])('$file that cannot be read is no lock file without versions', ({ file, text }) => {
  expect(LOCK_FORMATS.find((format) => format.file === file)?.read(text)).toBeUndefined();
});
