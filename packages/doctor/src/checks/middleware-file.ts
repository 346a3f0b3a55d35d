import type { NextApp, Repository } from '@repo/next-repository';
import { visit } from '@repo/next-repository';
import semver from 'semver';
import type { Change, Finding, StaticCheck } from '../check.ts';

/** @source Next.js 16 upgrade guide: "middleware to proxy". */
export const middlewareFile: StaticCheck = {
  id: 'middleware-file',
  kind: 'static',
  title: 'middleware.ts where Next.js looks for proxy.ts',
  whyItMatters:
    'Next.js 16 looks for proxy.ts and runs it in Node.js. middleware.ts still works, but is deprecated and runs on the edge runtime. Beside a proxy.ts it stops the build. In a folder other than that of app/ it never runs, so no request has a user.',
  fix: 'Rename the file to proxy.ts next to the app folder, and the function it exports to proxy.',
  severity: 'error',
  run: (repository) => repository.apps.flatMap((app) => [...oldNames(repository, app), ...wrongFolders(app)]),
};

function oldNames(repository: Repository, app: NextApp): readonly Finding[] {
  const version = app.dependency('next')?.version;
  if (app.proxy?.kind !== 'middleware' || version === undefined || semver.lt(version, '16.0.0')) return [];
  const { file } = app.proxy;
  const to = file.replace(/middleware(\.[cm]?[jt]sx?)$/, 'proxy$1');
  const changes: readonly Change[] = [...renameExport(repository, file), { kind: 'rename', file, to }];
  return [{ saw: `Next.js ${version} and ${file}`, file, line: 1, changes }];
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
  return [{ saw, file, line: 1 }];
}
