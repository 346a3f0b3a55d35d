import type { NextApp, Repository } from '@repo/next-repository';
import { keyName, type Source, visit } from '@repo/next-repository';
import type { Finding, StaticCheck } from '../check.ts';
import { calleeName, clerkServerNames } from '../clerk/clerk-names.ts';
import { readProxyRules } from '../clerk/proxy-rules.ts';
import { type Route, routesOf } from '../clerk/routes.ts';

/** @source Clerk docs "Session tasks": `auth()` and `protect()` treat a pending session as signed out by default. */
export const pendingSessions: StaticCheck = {
  id: 'pending-sessions',
  kind: 'static',
  title: 'The page of a session task is closed to users with that task',
  whyItMatters:
    'Where every user must choose an organization or set up a second factor, a new session is pending until that is done, and counts as signed out. A task page that requires a signed-in user sends such users back to sign in, in an endless loop.',
  fix: 'Exclude the task’s page from what the proxy protects, or pass treatPendingAsSignedOut: false there.',
  severity: 'error',
  run: (repository) => repository.apps.flatMap((app) => findClosed(repository, app)),
};

function findClosed(repository: Repository, app: NextApp): readonly Finding[] {
  const sources = repository.sourcesOf(app, /taskUrls/);
  const paths = new Set(sources.flatMap(taskPaths));
  const hosts = routesOf(app).filter(
    ({ kind, path, file }) => kind === 'page' && (paths.has(path) || showsTask(repository.source(file))),
  );
  if (hosts.length === 0) return [];
  const rules = readProxyRules(repository, app);
  return hosts.flatMap((route) => {
    const source = repository.source(route.file);
    const isClosed =
      rules !== undefined && !rules.isOurs && rules.runsFor(route.path) && rules.protects(route.path);
    if (isClosed && !allowsPending(rules.source))
      return [report(route, `${rules.source.file} protects the task page ${route.path}`)];
    return source && requiresSignedIn(repository, source) && !allowsPending(source)
      ? [report(route, `The task page ${route.path} requires a signed-in user`)]
      : [];
  });
}

function report({ file }: Route, saw: string): Finding {
  return { saw, file, line: 1 };
}

/** Paths in `taskUrls={{ 'choose-organization': '/…' }}`, of the provider or its options. */
function taskPaths(source: Source): readonly string[] {
  if (!source.text.includes('taskUrls')) return [];
  return [...visit(source.program)].flatMap(({ node, ancestors }) => {
    if (node.type !== 'Property' || node.value.type !== 'Literal' || typeof node.value.value !== 'string')
      return [];
    const isTask = ancestors.some(
      (outer) =>
        (outer.type === 'JSXAttribute' && outer.name.name === 'taskUrls') ||
        (outer.type === 'Property' && keyName(outer.key) === 'taskUrls'),
    );
    return isTask && node.value.value.startsWith('/') ? [node.value.value] : [];
  });
}

const TASK_COMPONENTS: ReadonlySet<string> = new Set([
  'TaskChooseOrganization',
  'TaskResetPassword',
  'TaskSetupMFA',
]);

function showsTask(source: Source | undefined): boolean {
  return (
    source?.imports.some(
      ({ imported, from }) => from.startsWith('@clerk/') && TASK_COMPONENTS.has(imported),
    ) === true
  );
}

function requiresSignedIn(repository: Repository, source: Source): boolean {
  const names = clerkServerNames(repository, source);
  return [...visit(source.program)].some(({ node }) => {
    const called = calleeName(node);
    return called?.endsWith('.protect') === true && names.get(called.split('.')[0] ?? '') === 'auth';
  });
}

function allowsPending(source: Source): boolean {
  return [...visit(source.program)].some(
    ({ node }) =>
      node.type === 'Property' &&
      keyName(node.key) === 'treatPendingAsSignedOut' &&
      !(node.value.type === 'Literal' && node.value.value === true),
  );
}
