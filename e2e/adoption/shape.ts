import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** One app of a small repository, that of somebody who knows nothing of this project. */
export interface ShapeApp {
  /** Its name in the registry. */
  readonly name: string;
  /** Folder in the repository; '' is the repository. */
  readonly directory: string;
}

/** A small repository that stands for a kind of repository. */
export interface Shape {
  readonly name: string;
  readonly manager: 'npm' | 'pnpm' | 'yarn' | 'bun';
  /** Text by path. */
  readonly files: Readonly<Record<string, string>>;
  /** The apps that get the package. Where there is one, the app `login` of another repository signs users in. */
  readonly apps: readonly [ShapeApp, ...ShapeApp[]];
  /** Options of `sso copy` beside the domain and the apps. */
  readonly copyArgs?: readonly string[];
  /** Path of a page of the last app that needs a user. */
  readonly privatePath: string;
  /** Of the last app: `mixed` where its own code protects pages, and its home page is open. */
  readonly posture: 'mixed' | 'protected';
  /** Scripts of its own that must pass afterwards. */
  readonly ownChecks: readonly string[];
}

export const VERSIONS = {
  next: '16.4.6',
  react: '19.3.1',
  clerk: '7.9.7',
  typescript: '5.9.3',
  biome: '2.6.8',
  eslint: '^9.30.0',
} as const;

/** A linter of a repository, with the script that runs it in its root. */
export interface Linter {
  readonly script: string;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
}

/** The recommended rules of Biome. */
export const BIOME: Linter = {
  script: 'biome lint --error-on-warnings .',
  devDependencies: { '@biomejs/biome': VERSIONS.biome },
  files: {
    'biome.json': manifest({
      files: { includes: ['**', '!**/next-env.d.ts', '!**/.next'] },
      linter: { rules: { recommended: true } },
    }),
  },
};

/** ESLint with the rules of Next.js, as `create-next-app` writes it. */
export const NEXT_ESLINT: Linter = {
  script: 'eslint --max-warnings 0 .',
  devDependencies: { eslint: VERSIONS.eslint, 'eslint-config-next': VERSIONS.next },
  files: {
    'eslint.config.mjs': `import nextVitals from "eslint-config-next/core-web-vitals";
import nextTs from "eslint-config-next/typescript";

export default [...nextVitals, ...nextTs, { ignores: [".next/**", "next-env.d.ts"] }];
`,
  },
};

/** ESLint with its own recommended rules, for code without types. */
export const PLAIN_ESLINT: Linter = {
  script: 'eslint --max-warnings 0 .',
  devDependencies: { eslint: VERSIONS.eslint, '@eslint/js': VERSIONS.eslint },
  files: {
    'eslint.config.mjs': `import js from '@eslint/js';

export default [
  { ignores: ['.next/**'] },
  js.configs.recommended,
  {
    files: ['**/*.{js,jsx,mjs}'],
    languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } },
    rules: { 'no-unused-vars': ['error', { varsIgnorePattern: '^[A-Z]' }], semi: 'error', quotes: ['error', 'single'] },
  },
];
`,
  },
};

/** A manifest with two spaces, as npm writes it. */
export function manifest(fields: object): string {
  return `${JSON.stringify(fields, null, 2)}\n`;
}

/** The dependencies of a small app. */
export function appDependencies(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    '@clerk/nextjs': VERSIONS.clerk,
    next: VERSIONS.next,
    react: VERSIONS.react,
    'react-dom': VERSIONS.react,
    ...more,
  };
}

export const TYPES = {
  '@types/node': '20.19.0',
  '@types/react': '19.3.0',
  '@types/react-dom': '19.3.0',
  typescript: VERSIONS.typescript,
} as const;

/** The tsconfig of `create-next-app`, with another target. */
export function tsconfig(target: string): string {
  const compilerOptions = {
    target,
    lib: ['dom', 'dom.iterable', 'esnext'],
    allowJs: true,
    skipLibCheck: true,
    strict: true,
    noEmit: true,
    esModuleInterop: true,
    module: 'esnext',
    moduleResolution: 'bundler',
    resolveJsonModule: true,
    isolatedModules: true,
    jsx: 'react-jsx',
    incremental: true,
    plugins: [{ name: 'next' }],
  };
  const include = ['next-env.d.ts', '**/*.ts', '**/*.tsx', '.next/types/**/*.ts', '.next/dev/types/**/*.ts'];
  return manifest({ compilerOptions, include, exclude: ['node_modules'] });
}

/** The manifest of a Next.js app, with the scripts of `create-next-app`. */
export function appManifest(
  name: string,
  {
    dependencies = appDependencies(),
    devDependencies = TYPES,
    linter,
    ...fields
  }: {
    /** Of a repository that is this app. */
    readonly linter?: Linter;
    readonly dependencies?: Readonly<Record<string, string>>;
    /** Null: an app in JavaScript. */
    readonly devDependencies?: Readonly<Record<string, string>> | null;
    readonly type?: 'module';
    readonly packageManager?: string;
  } = {},
): string {
  const scripts = { dev: 'next dev', build: 'next build', start: 'next start' };
  return manifest({
    name,
    private: true,
    ...fields,
    scripts: {
      ...scripts,
      ...(devDependencies && { typecheck: 'tsc --noEmit' }),
      ...(linter && { lint: linter.script }),
    },
    dependencies,
    ...((devDependencies || linter) && {
      devDependencies: { ...devDependencies, ...linter?.devDependencies },
    }),
  });
}

/** A page that says on the server who is signed in. */
export const WHO_PAGE = `import { auth } from '@clerk/nextjs/server';

export default async function Page() {
  const { userId } = await auth();
  return <p id="who">{userId ?? 'nobody'}</p>;
}
`;

/** A layout with Clerk's provider, as Clerk's quickstart has it. */
export const CLERK_LAYOUT = `import { ClerkProvider } from '@clerk/nextjs';

export default function RootLayout({ children }: { children: React.ReactNode }) {
  return (
    <ClerkProvider>
      <html lang="en">
        <body>{children}</body>
      </html>
    </ClerkProvider>
  );
}
`;

export const IGNORED = 'node_modules\n.next\nnext-env.d.ts\n.env*.local\n*.tsbuildinfo\n';

/** The manifest of a workspace's root. */
export function rootManifest(fields: object, { script, devDependencies }: Linter): string {
  return manifest({ ...fields, scripts: { lint: script }, devDependencies });
}

/** Writes the port of each app into its script `dev`. */
export function withDevPorts(
  { files, apps }: Pick<Shape, 'files' | 'apps'>,
  ports: ReadonlyMap<string, number>,
): Shape['files'] {
  const manifests = apps.map(({ name, directory }): [string, string] => {
    const path = directory === '' ? 'package.json' : `${directory}/package.json`;
    return [path, files[path]?.replace('"next dev"', `"next dev -p ${ports.get(name)}"`) ?? ''];
  });
  return { ...files, ...Object.fromEntries(manifests) };
}

/** Writes a repository, with everything committed. */
export async function writeShape(directory: string, { files }: Pick<Shape, 'files'>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), text);
  }
  await commitAll(directory, 'start');
}

/** Commits what is there. */
export async function commitAll(directory: string, message: string): Promise<void> {
  await run('git', ['init', '--quiet'], { cwd: directory });
  await run('git', ['add', '--all'], { cwd: directory });
  const identity = ['-c', 'user.name=team', '-c', 'user.email=team@acme.test'];
  await run('git', [...identity, 'commit', '--quiet', '--allow-empty', '--message', message], {
    cwd: directory,
  });
}

/** What git sees as changed, new files included. */
export async function changedPaths(directory: string): Promise<readonly string[]> {
  const { stdout } = await run('git', ['status', '--porcelain', '--untracked-files=all'], { cwd: directory });
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => line.slice(3));
}
