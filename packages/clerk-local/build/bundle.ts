import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { DIST, PACKAGE } from './paths.ts';

/** Every published module, by its file in `dist`. The command's source is a package that joins this one with the gateway. */
const ENTRIES = {
  index: 'src/index.ts',
  testing: 'src/testing/index.ts',
  'frontend-api-client': 'src/testing/frontend-api-client.ts',
  cli: '../clerk-local-command/src/main.ts',
};

/**
 * Writes the modules. What is no dependency of the published package is bundled: the gateway, which is not published, and
 * libraries, because a start from one file takes half the time of a start from hundreds.
 *
 * @returns the files that went in, relative to the package.
 */
export async function bundle(): Promise<string[]> {
  const manifest: { dependencies: object } = JSON.parse(
    await readFile(join(PACKAGE, 'package.json'), 'utf8'),
  );
  const { metafile } = await build({
    absWorkingDir: PACKAGE,
    entryPoints: ENTRIES,
    outdir: DIST,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    external: Object.keys(manifest.dependencies),
    minifySyntax: true,
    minifyWhitespace: true,
    // The text of the program stays in memory: shorter names make it smaller.
    minifyIdentifiers: true,
    legalComments: 'none',
    metafile: true,
    // Libraries in the older module format ask for Node's own modules with `require`.
    banner: {
      js: "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);",
    },
  });
  return Object.keys(metafile.inputs);
}
