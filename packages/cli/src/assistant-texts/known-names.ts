import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { TokenType } from '@clerk/backend/internal';
import { sso } from '@repo/auth/config';
import { AUTH_CONFIG_FIXES } from '@repo/auth/errors';
import { REASON_HEADER, REASONS, SYNC_FAILURES, TOKEN_FAULTS } from '@repo/auth/reasons';
import { CHECKS, selectChecks } from '@repo/doctor';
import { listFiles } from '@repo/next-repository';
import { SEEDED_ACCOUNTS } from '@repo/stack';
import { explainReason } from '@repo/trace';
import { selectSteps } from '../commands/test/steps.ts';
import { ssoCommand } from '../sso-command.ts';
import { loadCommandTree } from './command-tree.ts';
import { exportedNames } from './exported-names.ts';
import type { Commands } from './judge-command.ts';

/** What a text about this repository may name, read from the code itself. */
export interface KnownNames {
  readonly root: string;
  readonly commands: Commands;
  /** Paths of all files, relative to the root. */
  readonly files: readonly string[];
  /** Names by what an import says: `@repo/auth/server`. */
  readonly exportsOf: ReadonlyMap<string, ReadonlySet<string>>;
  /** Whether some code of ours, tests aside, contains this. */
  readonly isInCode: (pattern: RegExp) => boolean;
  readonly isCode: (code: string) => boolean;
  /** Origin of the documentation. */
  readonly docsOrigin: string;
}

/** Reads everything there is to name. */
export async function readKnownNames(root: string): Promise<KnownNames> {
  const { files } = listFiles(root);
  const manifests = files
    .filter((file) => /^(?:apps|packages)\/[^/]+\/package\.json$/.test(file))
    .map((file) => ({ directory: join(root, file, '..'), ...readManifest(join(root, file)) }));
  const code = files
    .filter(
      (file) =>
        /\.(?:ts|tsx|mjs)$/.test(file) &&
        !/\.(?:test|fixture)\.|^apps\/docs\/|\/assistant-texts\//.test(file),
    )
    .map((file) => readFileSync(join(root, file), 'utf8'));
  const entries = manifests.flatMap(({ name, directory, exports }) =>
    Object.entries(exports)
      .filter(([, target]) => /\.tsx?$/.test(target))
      .map(([subpath, target]) => [join(name, subpath), exportedNames(join(directory, target))] as const),
  );
  return {
    root,
    files,
    commands: {
      sso: await loadCommandTree(ssoCommand),
      scripts: readManifest(join(root, 'package.json')).scripts,
      packages: new Map(manifests.map(({ name, scripts }) => [name, scripts])),
      bench: readBench(root),
      values: {
        'test --only': (value) => faultOf(() => selectSteps({ only: value, isFull: false })),
        'doctor --only': (value) => faultOf(() => selectChecks(CHECKS, value)),
      },
    },
    exportsOf: new Map(entries),
    isInCode: (pattern) => code.some((text) => pattern.test(text)),
    isCode: (name) => CODES.has(name) || explainReason(name) !== null,
    docsOrigin: `https://docs.${sso.rootDomain}`,
  };
}

const CODES: ReadonlySet<string> = new Set([
  ...Object.keys({ ...REASONS, ...TOKEN_FAULTS, ...SYNC_FAILURES, ...AUTH_CONFIG_FIXES }),
  ...Object.values(TokenType),
  ...CHECKS.map(({ id }) => id),
  ...SEEDED_ACCOUNTS.map(({ password }) => password),
  REASON_HEADER,
  'x-clerk-auth-reason',
]);

interface Manifest {
  readonly name: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string>>;
}

function readManifest(path: string): Manifest {
  const { name, scripts = {}, exports = {} }: Partial<Manifest> = JSON.parse(readFileSync(path, 'utf8'));
  return { name: name ?? basename(path), scripts, exports };
}

/** bench depends on this package, so its definitions cannot be loaded from here: their keys are read. */
function readBench(root: string): ReadonlyMap<string, readonly string[]> {
  const names = readFileSync(join(root, 'bench/src/main.ts'), 'utf8').matchAll(
    /^ {2}(\w+): \(\) => import\('\.\/([^']+)'\)/gm,
  );
  return new Map(
    [...names].map(([, name = '', file = '']) => {
      const path = join(root, 'bench/src', file);
      const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
      const options = [...text.matchAll(/^ {4}'?([\w-]+)'?: \{/gm)].map(([, option]) => `--${option}`);
      return [name, options];
    }),
  );
}

function faultOf(parse: () => unknown): string | undefined {
  try {
    parse();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
