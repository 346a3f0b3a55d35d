/** The repository that gets the copy. Paths are relative to it, with `/`; '' is the repository itself. */
export interface Target {
  /** Absolute. */
  readonly root: string;
  readonly kind: 'app' | 'workspace';
  readonly packageManager: PackageManager;
  /** Its `package.json`. */
  readonly manifest: TextFile;
  /** Its Next.js apps; exactly one, '', for `kind: 'app'`. */
  readonly apps: readonly [NextApp, ...NextApp[]];
  /** `pnpm-workspace.yaml`; null where there is none. */
  readonly pnpmWorkspace: TextFile | null;
  /** Globs of the workspace's packages; empty for an app. */
  readonly packageGlobs: readonly string[];
  /** Names of all of its packages. */
  readonly packageNames: ReadonlySet<string>;
  /** The most common scope of its packages: '@acme'. */
  readonly scope: string | null;
  /** Paths with uncommitted changes; null outside git. */
  readonly uncommitted: readonly string[] | null;
}

export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'bun';

export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** One Next.js app of the target. */
export interface NextApp {
  readonly directory: string;
  /** Last part of its package name: 'web'. */
  readonly name: string;
  /** Whether its `app` folder is in `src`. */
  readonly hasSrc: boolean;
  readonly manifest: TextFile;
  /** The `next.config.*` it has. */
  readonly nextConfig: TextFile | null;
  /** Path of a `middleware.ts` or `.js`. */
  readonly middleware: string | null;
  /** Path of a `proxy.js`, or of a `proxy.ts` where Next.js does not look for it. */
  readonly otherProxy: string | null;
  readonly envExample: TextFile | null;
  /** Path of the proxy or middleware that Next.js runs. */
  readonly proxyFile: string | null;
  /** Path of the root layout of its App Router: the one nearest to the folder of its pages. */
  readonly layout: string | null;
  /** Folder where a new page goes: 'src/app', 'src/app/[locale]'. */
  readonly pagesFolder: string;
  readonly language: 'ts' | 'js';
}
