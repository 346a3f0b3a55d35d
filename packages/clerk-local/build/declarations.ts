import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import { DIST, PACKAGE } from './paths.ts';

/** Declarations of single sources; inside the package, where the names of libraries are found. */
const SINGLE = join(DIST, 'declarations');

/** Source of each published declaration file. */
const ENTRIES = {
  index: 'index',
  testing: 'testing/index',
  'frontend-api-client': 'testing/frontend-api-client',
};

/** Writes one declaration file for each entry point, with everything that it names and nothing else. */
export async function writeDeclarations(): Promise<void> {
  const compiler = join(
    dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
    'bin/tsc',
  );
  await promisify(execFile)(process.execPath, [compiler, '--project', 'build/tsconfig.types.json'], {
    cwd: PACKAGE,
  });
  for (const [name, source] of Object.entries(ENTRIES)) rollUp(source, name);
  await rm(SINGLE, { recursive: true });
}

/** @throws {Error} API Extractor found an error; it has printed it. */
function rollUp(source: string, name: string): void {
  const config = ExtractorConfig.prepare({
    packageJsonFullPath: join(PACKAGE, 'package.json'),
    configObjectFullPath: undefined,
    configObject: {
      projectFolder: PACKAGE,
      mainEntryPointFilePath: join(SINGLE, `${source}.d.ts`),
      compiler: {
        overrideTsconfig: {
          // DOM: the types of `fetch`, as Node has it.
          compilerOptions: {
            target: 'ES2023',
            lib: ['ES2023', 'DOM'],
            module: 'ESNext',
            moduleResolution: 'Bundler',
            strict: true,
            skipLibCheck: true,
          },
          include: [SINGLE],
        },
      },
      dtsRollup: { enabled: true, untrimmedFilePath: join(DIST, `${name}.d.ts`) },
      apiReport: { enabled: false },
      docModel: { enabled: false },
      tsdocMetadata: { enabled: false },
    },
  });
  const { succeeded } = Extractor.invoke(config, {
    localBuild: true,
    messageCallback: (message) => {
      // Warnings are about its own tags, which the sources do not use.
      if (message.logLevel !== ExtractorLogLevel.Error) message.logLevel = ExtractorLogLevel.None;
    },
  });
  if (!succeeded) throw new Error(`The declarations of ${name} could not be written.`);
}
