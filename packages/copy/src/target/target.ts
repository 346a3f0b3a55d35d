import type { TextFile } from './text-file.ts';
import type { AppVersions } from './versions/version-found.ts';

export type { TextFile } from './text-file.ts';

/** The repository that gets the copy. Paths are relative to it, with `/`; '' is the repository itself. */
export interface Target {
  /** Absolute. */
  readonly root: string;
  readonly kind: 'app' | 'workspace';
  /** Absolute folder of the workspace of which the target is only one package; its overrides and lock file are there. */
  readonly workspaceAbove: string | null;
  readonly packageManager: PackageManager;
  /** How a package of the workspace is named in a manifest: npm and the first yarn know no `workspace:`. */
  readonly workspaceRange: '*' | 'workspace:*';
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
  /** Paths with uncommitted changes; null outside git, and where git ignores the target. */
  readonly uncommitted: readonly string[] | null;
  /** Paths of each `sso.config.*` that is there. */
  readonly ssoConfigs: readonly string[];
  /** Versions of Node.js that it asks for. */
  readonly node: readonly DeclaredVersion[];
  /** Versions that `overrides` or `resolutions` force on every package. */
  readonly pins: readonly DeclaredVersion[];
}

export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'bun';

/** A range of versions, and where it is written. */
export interface DeclaredVersion {
  /** Of the package; 'node'. */
  readonly name: string;
  readonly range: string;
  readonly file: string;
  readonly line: number;
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
  /** How its `next.config` is written, or a new one would be. */
  readonly configFormat: 'ts' | 'esm' | 'cjs';
  /** Path of a `middleware.ts` or `.js`. */
  readonly middleware: string | null;
  /** Path of a `proxy.js`, or of a `proxy.ts` where Next.js does not look for it. */
  readonly otherProxy: string | null;
  readonly envExample: TextFile | null;
  /** Path of the proxy or middleware that Next.js runs. */
  readonly proxyFile: string | null;
  readonly router: 'app' | 'pages' | 'both';
  /** Path of the root layout of its App Router: the one with `<html>`, else the one nearest to the folder of its pages. */
  readonly layout: string | null;
  /** Paths of the other root layouts: route groups may have one each. */
  readonly otherLayouts: readonly string[];
  /** Folder where a new page goes: 'src/app', 'src/app/[locale]'. */
  readonly pagesFolder: string;
  /** Null: no Pages Router. */
  readonly pagesRouter: PagesRouter | null;
  readonly language: 'ts' | 'js';
  /** `target` of its tsconfig.json, also through `extends`, in lower case: 'es2017'. */
  readonly compileTarget: string | null;
  /** Null: no script runs `next dev`. */
  readonly devScript: DevScript | null;
  readonly versions: AppVersions;
}

export interface PagesRouter {
  /** 'src/pages' */
  readonly folder: string;
  /** Its `_app`. */
  readonly customApp: TextFile | null;
  /** Whether it has pages, beside `_app`, `_document` and routes under `api`. */
  readonly hasPages: boolean;
}

/** The script that starts the app for development. */
export interface DevScript {
  readonly name: string;
  readonly command: string;
  /** Null: the script does not say it; Next.js takes 3000. */
  readonly port: number | null;
}
