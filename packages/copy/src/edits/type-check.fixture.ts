import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));

/**
 * The compiler's complaints about files of a Next.js app.
 *
 * @param files Text by path below the app.
 * @param installed Folders of this repository with installed packages, by where the app has them. Default: Clerk, next-intl and the
 *   package.
 */
export function typeCheck(
  files: Readonly<Record<string, string>>,
  installed: Readonly<Record<string, string>> = { node_modules: 'e2e/own-code/node_modules' },
): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'sso-edits-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    for (const [path, ours] of Object.entries(installed)) symlinkSync(join(ROOT, ours), join(folder, path));
    const compilerOptions = {
      lib: ['ES2023', 'DOM', 'DOM.Iterable'],
      jsx: 'react-jsx',
      types: ['node', 'react', 'react-dom'],
    };
    const config = { extends: join(ROOT, 'tsconfig.base.json'), compilerOptions, include: ['**/*'] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const tsc = join(ROOT, 'node_modules', '.bin', 'tsc');
    execFileSync(tsc, ['--project', folder, '--noEmit', '--pretty', 'false'], {
      cwd: folder,
      encoding: 'utf8',
    });
    return [];
  } catch (error) {
    // execFileSync throws with the output of a command that ends with another code than 0.
    const { stdout = '' } = error as { readonly stdout?: string };
    if (!stdout.includes('error TS')) throw error;
    return stdout.split('\n').filter((line) => line.includes('error TS'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
