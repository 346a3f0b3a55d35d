import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';

export const ROOT = join(import.meta.dirname, '../../..');

/** What a checkout holds beside its own files. */
const GENERATED = [
  '**/node_modules',
  '**/.next',
  '**/.next-*',
  '**/.turbo',
  '**/.vercel',
  '**/dist',
  '**/test-results',
  '.git',
];

/** @returns Paths relative to the root, sorted. */
export function listFiles(...patterns: readonly string[]): readonly string[] {
  return globSync(patterns, { cwd: ROOT, ignore: GENERATED, dot: true }).toSorted();
}

export function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
