import { posix } from 'node:path';
import type { CopyChoices, Placement } from '../choices.ts';
import { buildSsoConfig } from '../sso-config/sso-config-text.ts';
import { placeOf, placeText, relativeImport } from './place-source.ts';
import type { Upstream } from './upstream.ts';

/** Files in the folder of a copy with what it was made from. */
export const RECORD_FILE = '.sso-copy.json';
export const BASE_FILE = '.sso-copy.base';

/** Tests about this repository rather than about the package. */
const OURS_ALONE = ['src/architecture.test.ts', 'src/packed.test.ts', 'src/access/typed-roles.test.ts'];

/**
 * Builds every file of a copy that `--update` keeps up to date, as it is in an unedited copy.
 *
 * @returns Text by path relative to the target.
 */
export function buildManagedFiles(upstream: Upstream, choices: CopyChoices): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const [path, text] of upstream.files) {
    if (!isCopied(path, choices)) continue;
    const chosen = chooseText(path, text, choices);
    files.set(placeOf(path, choices), placeText(path, chosen, choices));
  }
  if (choices.form === 'package') {
    files.set(posix.join(choices.as, 'package.json'), packageManifest(upstream, choices));
    // The tests use names of this repository's apps, so they are not type-checked in a copy.
    const text = choices.withTests
      ? TSCONFIG.replace(/\n}\n$/, `,\n  "exclude": ["**/*.test.ts"]\n}\n`)
      : TSCONFIG;
    files.set(posix.join(choices.as, 'tsconfig.json'), text);
  }
  for (const placement of choices.placements) {
    const path = proxyPath(placement);
    files.set(path, proxyText(path, upstream, choices));
  }
  return files;
}

/** Where Next.js looks for an app's proxy: beside its `app` folder. */
export function proxyPath({ directory, hasSrc }: Pick<Placement, 'directory' | 'hasSrc'>): string {
  return posix.join(directory, hasSrc ? 'src/proxy.ts' : 'proxy.ts');
}

/** The module specifier for a file of the copy: the package's subpath, or a relative path. */
export function importOf(
  subpath: string,
  from: string,
  { upstream, choices }: { readonly upstream: Upstream; readonly choices: CopyChoices },
): string {
  if (choices.form === 'package') return `${choices.packageName}/${subpath}`;
  const target = upstream.exports[`./${subpath}`];
  if (target === undefined) throw new TypeError(`packages/auth exports no "${subpath}".`);
  return relativeImport(from, posix.normalize(target), choices);
}

function chooseText(path: string, text: string, choices: CopyChoices): string {
  return path === 'sso.config.ts' ? buildSsoConfig(text, choices) : text;
}

function isCopied(path: string, { form, withTests }: CopyChoices): boolean {
  const isOfTests = /\.(test|fixture)\.tsx?$|^vitest\.config\.ts$/.test(path);
  return !isOfTests || (withTests && form === 'package' && !OURS_ALONE.includes(path));
}

function proxyText(path: string, upstream: Upstream, choices: CopyChoices): string {
  const from = importOf('proxy', path, { upstream, choices });
  return upstream.proxy.replace("'@subdomain-sso/auth/proxy'", `'${from}'`);
}

function packageManifest(upstream: Upstream, { packageName, withTests, frameworks }: CopyChoices): string {
  const { version, exports, dependencies, peerDependencies, devDependencies } = upstream;
  const isNeeded = (name: string) => name.startsWith('@types/') || (withTests && !(name in frameworks));
  // The workspace chooses its own TypeScript.
  const ownDev = Object.entries(devDependencies).filter(([name]) => isNeeded(name) && name !== 'typescript');
  const manifest = {
    name: packageName,
    version,
    private: true,
    type: 'module',
    exports,
    scripts: { typecheck: 'tsc --noEmit', ...(withTests && { test: 'vitest run' }) },
    dependencies,
    peerDependencies,
    devDependencies: { ...Object.fromEntries(ownDev), ...frameworks },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

const TSCONFIG = `{
  "compilerOptions": {
    "target": "ES2022",
    "lib": ["ES2023", "DOM", "DOM.Iterable"],
    "module": "ESNext",
    "moduleResolution": "Bundler",
    "strict": true,
    "noUncheckedIndexedAccess": true,
    "exactOptionalPropertyTypes": true,
    "verbatimModuleSyntax": true,
    "isolatedModules": true,
    "resolveJsonModule": true,
    "skipLibCheck": true,
    "noEmit": true,
    "jsx": "react-jsx",
    "types": ["node"]
  },
  "include": ["**/*.ts", "**/*.tsx"]
}
`;
