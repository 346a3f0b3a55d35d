import {
  type FunctionNode,
  isFunction,
  isServerAction,
  namesUsedBy,
  type Repository,
  type Source,
  visit,
} from '@repo/next-repository';
import type { Node } from 'oxc-parser';
import type { Finding, StaticCheck } from '../check.ts';
import { calleeName, clerkServerNames } from '../clerk/clerk-names.ts';

/** @source Next.js docs "Data security": arguments of a Server Action are input of the client; CWE-639. */
export const idsFromArguments: StaticCheck = {
  id: 'ids-from-arguments',
  kind: 'static',
  title: 'A Server Action asks who is there, and then trusts the id in its argument',
  whyItMatters:
    'Everyone can call an action with any id. The action refuses anonymous users only: a signed-in user reads or changes the rows of another one by the id of such a row.',
  fix: 'Ask for the row together with its owner, for example where: { id, userId }, with the userId of auth(); or check a permission with has().',
  severity: 'warning',
  run: (repository) =>
    repository.packages.flatMap((owner) =>
      repository.sourcesOf(owner, /use server/).flatMap((source) => findTrusting(repository, source)),
    ),
};

function findTrusting(repository: Repository, source: Source): readonly Finding[] {
  const clerk = clerkServerNames(repository, source);
  const asks = new Set(
    [...clerk].filter(([, name]) => name === 'auth' || name === 'currentUser').map(([local]) => local),
  );
  if (asks.size === 0) return [];
  return actionsIn(source).flatMap(({ action, name }): readonly Finding[] => {
    const identity = identityIn(action, asks);
    const ids = idParameters(action);
    // Whoever the user is goes into the query, or into a check: that is what this looks for.
    if (!identity || ids.length === 0 || isUsed(action, identity) || checksPermission(action)) return [];
    const id = ids.find((one) => isQueried(action, one));
    if (id === undefined) return [];
    const saw = `The action ${name} uses ${id} as it comes, and the user it asked for in no query`;
    return [{ saw, file: source.file, line: source.lineAt(action.start) }];
  });
}

function actionsIn(source: Source): readonly { readonly action: FunctionNode; readonly name: string }[] {
  const isWhole = source.directives.has('use server');
  return [...visit(source.program)].flatMap(({ node, ancestors: [parent, outer, top] }) => {
    if (!isFunction(node)) return [];
    const isExported =
      parent?.type === 'ExportNamedDeclaration' ||
      (parent?.type === 'VariableDeclarator' &&
        top?.type === 'ExportNamedDeclaration' &&
        outer !== undefined);
    if (!(isWhole && isExported) && !isServerAction(node)) return [];
    const named =
      node.id?.name ??
      (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier'
        ? parent.id.name
        : 'without a name');
    return [{ action: node, name: named }];
  });
}

/** Names of what `auth()` or `currentUser()` returned; undefined: it is not asked in this function. */
function identityIn(action: FunctionNode, asks: ReadonlySet<string>): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  let isAsked = false;
  for (const { node, ancestors } of visit(action)) {
    if (node.type !== 'CallExpression' || !asks.has((calleeName(node) ?? '').split('.')[0] ?? '')) continue;
    isAsked = true;
    const declarator = ancestors.find(({ type }) => type === 'VariableDeclarator');
    if (declarator?.type !== 'VariableDeclarator') continue;
    for (const { node: inner } of visit(declarator.id))
      if (inner.type === 'Identifier') names.add(inner.name);
  }
  return isAsked ? names : undefined;
}

function idParameters(action: FunctionNode): readonly string[] {
  return action.params.flatMap((parameter) =>
    [...visit(parameter)].flatMap(({ node }) =>
      node.type === 'Identifier' && /^(?:id|slug|uuid)$|(?:Id|Slug|Uuid|_id)$/.test(node.name)
        ? [node.name]
        : [],
    ),
  );
}

/** Whether the user goes anywhere but into a test of whether there is one. */
function isUsed(action: FunctionNode, identity: ReadonlySet<string>): boolean {
  return [...visit(action)].some(({ node, ancestors }) => {
    if (node.type !== 'Identifier' || !identity.has(node.name)) return false;
    const [parent] = ancestors;
    if (parent?.type === 'VariableDeclarator' || ancestors.some(({ type }) => type === 'ObjectPattern'))
      return false;
    if (parent?.type === 'Property' && parent.key === node && parent.value !== node) return false;
    if (parent?.type === 'MemberExpression' && parent.property === node && !parent.computed) return false;
    return !isTested(node, ancestors);
  });
}

/** `!user`, `if (user)`, `user && …`, `user?.id === null`. A comparison with a value is a check. */
function isTested(node: Node, ancestors: readonly Node[]): boolean {
  let inner = node;
  for (const outer of ancestors) {
    if (outer.type === 'UnaryExpression' && outer.operator === '!') return true;
    if (outer.type === 'IfStatement' || outer.type === 'ConditionalExpression') return outer.test === inner;
    const isPart =
      outer.type === 'MemberExpression' ||
      outer.type === 'ChainExpression' ||
      outer.type === 'LogicalExpression';
    const isNothing =
      outer.type === 'BinaryExpression' &&
      [outer.left, outer.right].some(
        (side) =>
          (side.type === 'Literal' && side.value === null) ||
          (side.type === 'Identifier' && side.name === 'undefined'),
      );
    if (!isPart && !isNothing) return false;
    inner = outer;
  }
  return false;
}

function checksPermission(action: FunctionNode): boolean {
  const { called, methods } = namesUsedBy(action);
  const isCheck = (name: string) =>
    /^(?:has|can|check|verify|assert|ensure|require|authorize|is[A-Z])/.test(name);
  return [...called, ...methods].some(isCheck);
}

const QUERIES =
  /^(?:find\w*|get\w*|select|update\w*|delete\w*|remove\w*|where|eq|set|insert\w*|upsert|query|execute|patch|save)$/;

/** Whether a name is part of the arguments of something like a query. */
function isQueried(action: FunctionNode, id: string): boolean {
  return [...visit(action)].some(({ node, ancestors }) => {
    if (node.type !== 'Identifier' || node.name !== id) return false;
    return ancestors.some((outer, index) => {
      if (outer.type !== 'CallExpression') return false;
      const inside = index === 0 ? node : ancestors[index - 1];
      if (!outer.arguments.some((argument) => argument === inside)) return false;
      const name =
        outer.callee.type === 'MemberExpression' && outer.callee.property.type === 'Identifier'
          ? outer.callee.property.name
          : (calleeName(outer) ?? '');
      return QUERIES.test(name);
    });
  });
}
