import type { NextApp, Repository } from '@repo/next-repository';
import { visit } from '@repo/next-repository';
import semver from 'semver';
import type { Change, Finding, StaticCheck } from '../check.ts';
import { usesClerk } from '../clerk/uses-clerk.ts';

/** @source Next.js 16 upgrade guide: "middleware to proxy"; next 15.5.18 and 16.4.6 `build/index`: which files are looked for. */
export const middlewareFile: StaticCheck = {
  id: 'middleware-file',
  kind: 'static',
  title: 'The proxy file has not the name or the folder that Next.js looks for',
  whyItMatters:
    'Next.js runs proxy.ts since version 16, middleware.ts before it, and only beside the folder of the routes. A file that it does not look for never runs, so no request has a user and nothing is protected. With both files the build of Next.js 16 stops.',
  fix: 'Keep one file, beside the app folder: proxy.ts with a function proxy in Next.js 16, middleware.ts with a function middleware before it.',
  severity: 'error',
  run: (repository) =>
    repository.apps
      .filter((app) => usesClerk(repository, app))
      .flatMap((app) => [...oldNames(repository, app), ...newNames(app), ...wrongFolders(app)]),
};

const FIRST_WITH_PROXY = '16.0.0';

/** Whether every version that may be installed has `proxy.ts`, or none has. */
function hasProxyFile(app: NextApp): boolean | undefined {
  const next = app.dependency('next');
  if (!next) return undefined;
  if (semver.gte(next.version, FIRST_WITH_PROXY)) return true;
  return next.isExact || !semver.intersects(next.range, `>=${FIRST_WITH_PROXY}`) ? false : undefined;
}

function oldNames(repository: Repository, app: NextApp): readonly Finding[] {
  const middleware = app.proxies.find(({ kind }) => kind === 'middleware');
  const version = app.dependency('next')?.version;
  if (!middleware || hasProxyFile(app) !== true) return [];
  const { file } = middleware;
  if (app.proxies.some(({ kind }) => kind === 'proxy'))
    return [{ saw: `Next.js ${version} does not build with ${file} beside proxy.ts`, file, line: 1 }];
  const source = repository.source(file);
  // proxy.ts always runs in Node.js, and refuses to be told where to run.
  const isOnEdge = source !== undefined && /\bruntime\s*:/.test(source.text);
  const to = file.replace(/middleware(\.[cm]?[jt]sx?)$/, 'proxy$1');
  const changes: readonly Change[] = [...renameExport(repository, file), { kind: 'rename', file, to }];
  return [
    {
      saw: `${file} is a deprecated name in Next.js ${version}; it still runs`,
      file,
      line: 1,
      level: 'warning',
      fix: isOnEdge
        ? 'Rename it to proxy.ts, and the function it exports to proxy, when it no longer needs a runtime of its own: proxy.ts always runs in Node.js.'
        : 'Rename it to proxy.ts, and the function it exports to proxy.',
      ...(isOnEdge ? {} : { changes }),
    },
  ];
}

/** `proxy.ts` before Next.js 16 is a file like any other. */
function newNames(app: NextApp): readonly Finding[] {
  const proxy = app.proxies.find(({ kind }) => kind === 'proxy');
  if (!proxy || hasProxyFile(app) !== false || app.proxies.some(({ kind }) => kind === 'middleware'))
    return [];
  const saw = `Next.js ${app.dependency('next')?.version} never runs ${proxy.file}: it looks for middleware.ts`;
  const fix =
    'Rename it to middleware.ts, and the function it exports to middleware; or upgrade to Next.js 16.';
  return [{ saw, file: proxy.file, line: 1, fix }];
}

/** `export function middleware` becomes `export function proxy`; a default export may have any name. */
function renameExport(repository: Repository, file: string): readonly Change[] {
  const source = repository.source(file);
  if (!source) return [];
  const isExported = source.program.body.some(
    (node) =>
      node.type === 'ExportNamedDeclaration' &&
      [...visit(node)].some(({ node: inner }) => inner.type === 'Identifier' && inner.name === 'middleware'),
  );
  if (!isExported) return [];
  return [...visit(source.program)].flatMap(({ node }) =>
    node.type === 'Identifier' && node.name === 'middleware'
      ? [
          {
            kind: 'replace',
            file,
            start: node.start,
            end: node.start + 'middleware'.length,
            text: 'proxy',
          } as const,
        ]
      : [],
  );
}

/** Next.js looks beside the folder of the routes, and nowhere else. */
function wrongFolders(app: NextApp): readonly Finding[] {
  if (!app.proxy) return [];
  const { file } = app.proxy;
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  if (folder === app.base) return [];
  const saw = `${file} is not beside ${app.base}app, so Next.js never runs it`;
  return [
    { saw, file, line: 1, fix: `Move it to ${app.base === '' ? 'the root' : app.base}, and keep its name.` },
  ];
}
