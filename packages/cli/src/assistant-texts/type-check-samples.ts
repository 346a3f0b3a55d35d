import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootBinary } from '@repo/stack/repository';

/** What a sample takes from the reader's own code is written `@/…`, and may be anything. */
const READERS_OWN = "declare module '@/*';\n";

/**
 * Compiles samples as files of an app of this repository, each a module of its own.
 *
 * @param samples TypeScript by name; a name becomes a file name.
 * @returns The compiler's complaints, `<name>.tsx(line,column): error …`; empty when there are none.
 */
export function typeCheckSamples(root: string, samples: ReadonlyMap<string, string>): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'sso-samples-'));
  try {
    // As if the samples stood in that app: its packages, at its versions.
    symlinkSync(join(root, 'apps/platform/node_modules'), join(folder, 'node_modules'));
    mkdirSync(join(folder, 'src'));
    writeFileSync(join(folder, 'src/readers-own.d.ts'), READERS_OWN);
    for (const [name, text] of samples) writeFileSync(join(folder, 'src', `${name}.tsx`), text);
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig(root)));
    execFileSync(rootBinary('tsc'), ['--project', folder, '--pretty', 'false'], {
      cwd: folder,
      encoding: 'utf8',
    });
    return [];
  } catch (error) {
    // execFileSync rejects with the output of a command that ends with another code than 0.
    const { stdout = '' } = error as { readonly stdout?: string };
    if (!stdout.includes('error TS')) throw error;
    return stdout.split('\n').filter((line) => line.includes('error TS'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function tsconfig(root: string) {
  return {
    extends: join(root, 'tsconfig.base.json'),
    compilerOptions: {
      lib: ['ES2023', 'DOM', 'DOM.Iterable'],
      jsx: 'react-jsx',
      types: ['node', 'react', 'react-dom'],
    },
    include: ['src'],
  };
}
