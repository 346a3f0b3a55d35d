import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from 'vitest';

const made: string[] = [];
afterEach(() => {
  for (const root of made.splice(0)) rmSync(root, { recursive: true, force: true });
});

/** What a new Next.js app consists of, as far as a copy looks at it. */
export const NEXT_APP = {
  'package.json': `${JSON.stringify({ name: 'web', dependencies: { next: '16.4.3', react: '19.3.0' } }, null, 2)}\n`,
  'next.config.ts': `import type { NextConfig } from "next";\n\nconst nextConfig: NextConfig = {};\n\nexport default nextConfig;\n`,
  'src/app/page.tsx': 'export default () => null;\n',
};

/** A folder with these files that is gone after the test. */
export function temporaryRepository(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'sso-copy-'));
  made.push(root);
  for (const [path, text] of Object.entries(files)) writeAt(root, path, text);
  return root;
}

export function writeAt(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

export function readAt(root: string, path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Every file of a folder, with its text. */
export function snapshot(root: string): Record<string, string> {
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('.git'))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
  return Object.fromEntries(paths.sort().map((path) => [path, readAt(root, path)]));
}

/** A git repository in which everything is committed. */
export function commitAll(root: string): void {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@acme.test'];
  execFileSync('git', ['init', '--quiet'], { cwd: root });
  execFileSync('git', ['add', '--all'], { cwd: root });
  execFileSync('git', [...identity, 'commit', '--quiet', '--message', 'start'], { cwd: root });
}
