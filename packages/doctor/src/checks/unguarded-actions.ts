import type { CodeGraph, Repository } from '@repo/next-repository';
import { isFunction, isServerAction, type Source, visit } from '@repo/next-repository';
import type { Finding, StaticCheck } from '../check.ts';
import { findGuard } from '../clerk/guard-names.ts';
import { layoutsOf } from '../clerk/layouts.ts';
import { protectedRoutes } from './unguarded-routes.ts';

/** @source Next.js docs "Data security": a Server Action is reachable by a direct POST, whatever page it is used on. */
export const unguardedActions: StaticCheck = {
  id: 'unguarded-actions',
  kind: 'static',
  title: 'A Server Action of a protected page without a guard of its own',
  whyItMatters:
    'An action is an endpoint: anyone can post to it without opening the page that uses it. The guard of the page does not run.',
  fix: 'Call a guard first in the action, and take the user from the guard, never from the form.',
  severity: 'error',
  run: (repository) => {
    const graph = repository.graph;
    return actionFiles(repository).flatMap((file) => {
      const source = repository.source(file);
      return source ? openActions(source, graph) : [];
    });
  },
};

/** Files that may hold actions of protected pages: what the pages import, and what the layouts around them import. */
function actionFiles(repository: Repository): readonly string[] {
  const mayBe = (file: string) => (repository.read(file) ?? '').includes('use server');
  if (!repository.files.some((file) => /\.[jt]sx?$/.test(file) && mayBe(file))) return [];
  const files = repository.apps.flatMap((app) => {
    const routes = protectedRoutes(repository, app);
    const layouts = routes.flatMap((route) => layoutsOf(app, route));
    return repository.graph.importedBy([...new Set([...routes.map(({ file }) => file), ...layouts])]);
  });
  return [...new Set(files)].filter(mayBe).toSorted();
}

function openActions(source: Source, graph: CodeGraph): readonly Finding[] {
  const report = (offset: number, name: string): Finding => ({
    saw: `The action ${name} calls no guard`,
    file: source.file,
    line: source.lineAt(offset),
  });
  if (source.directives.has('use server')) {
    return [...graph.exportsOf(source.file)].flatMap(([name, declaration]) =>
      findGuard(graph, source.file, declaration) !== 'open' || !isCallable(graph, source.file, name)
        ? []
        : [report(declaration.kind === 'code' ? declaration.node.start : 0, name)],
    );
  }
  if (!source.text.includes('use server')) return [];
  return [...visit(source.program)].flatMap(({ node, ancestors: [parent] }) => {
    if (!isFunction(node) || !node.body || !isServerAction(node)) return [];
    if (findGuard(graph, source.file, { kind: 'code', node: node.body }) !== 'open') return [];
    const name =
      node.id?.name ??
      (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier'
        ? parent.id.name
        : 'without a name');
    return [report(node.start, name)];
  });
}

/** Next.js makes endpoints of functions only; what else such a file exports stops the build. */
function isCallable(graph: CodeGraph, file: string, name: string): boolean {
  const node = graph.codeExported(file, name)?.node;
  return node === undefined || isFunction(node) || node.type === 'CallExpression';
}
