#!/usr/bin/env node
/**
 * Builds `dist` of the package in the working directory: every source file once, as JavaScript and its types, so that directives
 * such as 'use client' stay where they are. Run as `build-package` by the scripts `build`
 * and `prepack` of a package.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const PACKAGE = process.cwd();
const DIST = join(PACKAGE, 'dist');

const manifest = createRequire(import.meta.url).resolve('typescript/package.json');
const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));

rmSync(DIST, { recursive: true, force: true });
execFileSync(process.execPath, [join(dirname(manifest), bin.tsc), '--project', 'tsconfig.build.json'], {
  cwd: PACKAGE,
  stdio: 'inherit',
});
for (const path of readdirSync(DIST, { recursive: true, encoding: 'utf8' })) {
  // The compiler rewrites imports in JavaScript alone; older compilers accept no `.ts` in a declaration.
  if (path.endsWith('.d.ts')) rewriteImports(join(DIST, path));
}
const { files } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));
if (files.includes('CHANGELOG.md')) {
  copyFileSync(join(PACKAGE, '../../CHANGELOG.md'), join(PACKAGE, 'CHANGELOG.md'));
}

/** @param {string} file */
function rewriteImports(file) {
  const text = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    text.replaceAll(/((?:from|import)\s*\(?\s*["']\.{1,2}\/[^"']+)\.tsx?(?=["'])/g, '$1.js'),
  );
}
