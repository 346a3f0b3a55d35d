import type { CodeGraph } from '@repo/next-repository';
import { isFunction, type Source, visit } from '@repo/next-repository';
import type { Finding, StaticCheck } from '../check.ts';
import { isGuard } from '../clerk/guard-names.ts';
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
    const files = repository.apps.flatMap((app) =>
      graph.importedBy(protectedRoutes(repository, app).map(({ file }) => file)),
    );
    return [...new Set(files)].toSorted().flatMap((file) => {
      const source = repository.source(file);
      return source ? openActions(source, graph) : [];
    });
  },
};

function openActions(source: Source, graph: CodeGraph): readonly Finding[] {
  const report = (offset: number, name: string): Finding => ({
    saw: `The action ${name} calls no guard`,
    file: source.file,
    line: source.lineAt(offset),
  });
  if (source.directives.has('use server')) {
    return [...graph.exportsOf(source.file)].flatMap(([name, declaration]) =>
      graph.declarationReaches(source.file, declaration, isGuard)
        ? []
        : [report(declaration.kind === 'code' ? declaration.node.start : 0, name)],
    );
  }
  return [...visit(source.program)].flatMap(({ node, ancestors: [parent] }) => {
    if (!isFunction(node) || node.body?.type !== 'BlockStatement') return [];
    const [first] = node.body.body;
    const isAction = first !== undefined && 'directive' in first && first.directive === 'use server';
    if (!isAction || graph.reaches(source.file, node.body, isGuard)) return [];
    const name =
      node.id?.name ??
      (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier'
        ? parent.id.name
        : 'without a name');
    return [report(node.start, name)];
  });
}
