import type { Package } from './package.ts';

/** A file that Next.js runs before a request: `proxy` since 16, `middleware` before. */
export interface ProxyFile {
  readonly file: string;
  readonly kind: 'proxy' | 'middleware';
}

/** A package that is a Next.js app. Folders are relative to the root. */
export interface NextApp extends Package {
  /** Where routes live: the package itself, or its `src`. */
  readonly base: string;
  /** The folder of the App Router; undefined when there is none. */
  readonly appDirectory: string | undefined;
  readonly proxy: ProxyFile | undefined;
  /** Both, where there are two. */
  readonly proxies: readonly ProxyFile[];
  /** Files of this app, without those of packages inside of it. */
  readonly files: readonly string[];
}

const ROUTES = /^(?:src\/)?(?:app|pages)\//;
const PROXY = /^(?:src\/)?(proxy|middleware)\.[cm]?[jt]sx?$/;

/** The packages that depend on Next.js and have routes. */
export function readApps(packages: readonly Package[], files: readonly string[]): readonly NextApp[] {
  return packages.flatMap((owner) => {
    const { dependencies, devDependencies } = owner.manifest;
    if (!dependencies?.next && !devDependencies?.next) return [];
    const prefix = owner.directory === '' ? '' : `${owner.directory}/`;
    const nested = packages
      .map(({ directory }) => `${directory}/`)
      .filter((directory) => directory !== prefix && directory !== '/' && directory.startsWith(prefix));
    const own = files.filter(
      (file) => file.startsWith(prefix) && !nested.some((directory) => file.startsWith(directory)),
    );
    const names = own.map((file) => file.slice(prefix.length));
    if (!names.some((name) => ROUTES.test(name))) return [];
    // Next.js ignores `src/app` where the package has an `app` folder.
    const base = names.some((name) => /^(?:app|pages)\//.test(name)) ? prefix : `${prefix}src/`;
    const hasAppRouter = own.some((file) => file.startsWith(`${base}app/`));
    const appDirectory = hasAppRouter ? `${base}app` : undefined;
    const proxies = findProxies(names, prefix);
    const proxy = proxies.find(({ kind }) => kind === 'proxy') ?? proxies[0];
    return [{ ...owner, base, appDirectory, proxy, proxies, files: own }];
  });
}

function findProxies(names: readonly string[], prefix: string): readonly ProxyFile[] {
  return names.flatMap((name) => {
    const kind = PROXY.exec(name)?.[1];
    return kind === 'proxy' || kind === 'middleware' ? [{ file: `${prefix}${name}`, kind } as const] : [];
  });
}
