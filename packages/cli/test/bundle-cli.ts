import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import type { TestProject } from 'vitest/node';

const PACKAGE = fileURLToPath(new URL('../', import.meta.url));

/** Sources of this repository keep their own `import.meta.url`, from which they find their files. */
const ownUrls: Plugin = {
  name: 'own-urls',
  setup({ onLoad }) {
    onLoad({ filter: /\/packages\/[^/]+\/(?:src|sso\.config).*\.tsx?$/ }, ({ path }) => ({
      loader: path.endsWith('x') ? 'tsx' : 'ts',
      contents: readFileSync(path, 'utf8').replaceAll(
        'import.meta.url',
        JSON.stringify(pathToFileURL(path).href),
      ),
    }));
  },
};

/** Packages of this workspace, which are bundled as sources. */
const OURS = /^(@repo|@subdomain-sso|clerk-local)(\/|$)/;

/** Packages of npm stay where they are installed. Each is imported by the address that its importer resolves. */
const installedPackages: Plugin = {
  name: 'installed-packages',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^[@a-z]/ }, async ({ path, pluginData, ...origin }) => {
      const isOurs = OURS.test(path) || origin.kind === 'entry-point';
      if (isOurs || isBuiltin(path) || pluginData === 'asked') return undefined;
      const { kind, importer, resolveDir } = origin;
      const found = await resolve(path, { kind, importer, resolveDir, pluginData: 'asked' });
      return found.external || found.errors.length > 0
        ? found
        : { path: pathToFileURL(found.path).href, external: true };
    });
  },
};

/**
 * Bundles the command line once for all tests that start it as a process: loading it through tsx takes seconds each time.
 * Commands stay separate files, loaded when they are called.
 */
export async function setup({ provide }: TestProject): Promise<void> {
  const outdir = join(PACKAGE, 'node_modules/.cache/sso-cli');
  await build({
    entryPoints: { main: join(PACKAGE, 'src/main.ts') },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    plugins: [ownUrls, installedPackages],
  });
  provide('ssoMain', join(outdir, 'main.mjs'));
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** Absolute path of the bundled command line. */
    ssoMain: string;
  }
}
