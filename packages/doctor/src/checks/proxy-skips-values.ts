import { keyName, type Repository, type Source, visit } from '@repo/next-repository';
import type { StaticCheck } from '../check.ts';
import { findSkipped, type SkippedRoute } from '../clerk/skipped-routes.ts';

/** @source Clerk docs "auth() was called but Clerk can't detect usage of clerkMiddleware()"; Next.js docs "dynamicParams". */
export const proxySkipsValues: StaticCheck = {
  id: 'proxy-skips-values',
  kind: 'static',
  title: 'The matcher skips some addresses of a route that calls auth()',
  whyItMatters:
    'Next.js answers every value of a parameter with the same page, also one that the matcher does not name. Such a request reaches the page without clerkMiddleware(), and auth() fails with error 500 where 404 was meant.',
  fix: 'Let the matcher cover every value, for example "/((?!_next).*)", or let the page know its values: export const dynamicParams = false beside generateStaticParams().',
  severity: 'warning',
  run: (repository) =>
    findSkipped(repository, ({ covered }) => covered !== undefined)
      .filter((route) => !knowsItsValues(repository, route))
      .map(({ rules, skipped, covered, file }) => ({
        saw: `${skipped} calls auth(), and the matcher of ${rules.source.file} skips it, unlike ${covered}`,
        file,
        line: 1,
      })),
};

/** Whether the page, or a layout around it, answers other values with 404. */
function knowsItsValues(repository: Repository, { file, app }: SkippedRoute): boolean {
  const folders = file.split('/').slice(0, -1);
  const layouts = folders.map((_, index) => `${folders.slice(0, index + 1).join('/')}/layout.`);
  return [file, ...app.files.filter((one) => layouts.some((start) => one.startsWith(start)))].some((one) => {
    const source = repository.source(one);
    return source !== undefined && isClosed(source);
  });
}

function isClosed(source: Source): boolean {
  return [...visit(source.program)].some(({ node }) => {
    if (node.type !== 'VariableDeclarator' || keyName(node.id) !== 'dynamicParams') return false;
    return node.init?.type === 'Literal' && node.init.value === false;
  });
}
