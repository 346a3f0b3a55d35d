import type { Repository } from '@repo/next-repository';
import { type Source, visit } from '@repo/next-repository';
import type { Node } from 'oxc-parser';
import { calleeName, clerkServerNames, dottedName } from './clerk-names.ts';
import { anyPattern, type PathCondition, readTexts } from './route-patterns.ts';

/** Conditions on paths by the name of the function that tests them. */
type RouteMatchers = ReadonlyMap<string, PathCondition>;

/**
 * The paths for which each call in a handler refuses anonymous requests.
 * A condition that does not depend on the path counts as true. One on the path that cannot be read counts as false, so that a
 * path is reported as protected only for certain.
 */
export function protectConditions(
  repository: Repository,
  source: Source,
  handler: Node,
): readonly PathCondition[] {
  const matchers = readRouteMatchers(repository, source);
  return [...visit(handler)].flatMap(({ node, ancestors }) => {
    const called = calleeName(node)?.split('.').at(-1);
    if (called !== 'protect' && called !== 'redirectToSignIn') return [];
    const inside = [node, ...ancestors];
    const conditions = inside.flatMap((inner, index) => reachedWhen(inner, inside[index + 1], matchers));
    return [(path: string) => conditions.every((condition) => condition(path))];
  });
}

function reachedWhen(
  inner: Node,
  outer: Node | undefined,
  matchers: RouteMatchers,
): readonly PathCondition[] {
  if (outer?.type === 'IfStatement') {
    if (outer.consequent === inner) return [evaluate(outer.test, matchers, true)];
    return outer.alternate === inner ? [evaluate(outer.test, matchers, false)] : [];
  }
  if (outer?.type === 'LogicalExpression' && outer.right === inner && outer.operator !== '??') {
    return [evaluate(outer.left, matchers, outer.operator === '&&')];
  }
  if (outer?.type !== 'BlockStatement') return [];
  return outer.body
    .filter(({ end }) => end <= inner.start)
    .flatMap((statement) =>
      statement.type === 'IfStatement' && endsEarly(statement.consequent)
        ? [evaluate(statement.test, matchers, false)]
        : [],
    );
}

function endsEarly(statement: Node): boolean {
  if (statement.type === 'BlockStatement') return statement.body.some(endsEarly);
  return statement.type === 'ReturnStatement' || statement.type === 'ThrowStatement';
}

/** For which paths a condition has the wanted value. */
function evaluate(test: Node, matchers: RouteMatchers, wanted: boolean): PathCondition {
  if (test.type === 'UnaryExpression' && test.operator === '!')
    return evaluate(test.argument, matchers, !wanted);
  if (test.type === 'AwaitExpression') return evaluate(test.argument, matchers, wanted);
  if (test.type === 'LogicalExpression' && test.operator !== '??') {
    const parts = [evaluate(test.left, matchers, wanted), evaluate(test.right, matchers, wanted)];
    const isEvery = (test.operator === '&&') === wanted;
    return (path) => (isEvery ? parts.every((part) => part(path)) : parts.some((part) => part(path)));
  }
  const known = matchers.get(calleeName(test) ?? '') ?? pathTest(test);
  if (known) return (path) => known(path) === wanted;
  return isAboutPath(test) ? () => false : () => true;
}

/** `pathname.startsWith('/a')` and `pathname === '/a'`. */
function pathTest(test: Node): PathCondition | undefined {
  if (test.type === 'CallExpression' && /pathname\.startsWith$/.test(dottedName(test.callee) ?? '')) {
    const start = textOf(test.arguments[0]);
    return start === undefined ? undefined : (path) => path.startsWith(start);
  }
  if (test.type !== 'BinaryExpression' || !/pathname$/.test(dottedName(test.left) ?? '')) return undefined;
  const text = textOf(test.right);
  if (text === undefined) return undefined;
  if (test.operator === '===') return (path) => path === text;
  return test.operator === '!==' ? (path) => path !== text : undefined;
}

function textOf(node: Node | undefined): string | undefined {
  return node?.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
}

function isAboutPath(test: Node): boolean {
  return [...visit(test)].some(
    ({ node }) => node.type === 'Identifier' && /^req(?:uest)?$|path|url|route/i.test(node.name),
  );
}

/** `const isPublic = createRouteMatcher([...])`; those with anything but texts are left out. */
function readRouteMatchers(repository: Repository, source: Source): RouteMatchers {
  const names = clerkServerNames(repository, source);
  return new Map(
    [...visit(source.program)].flatMap(({ node }): readonly (readonly [string, PathCondition])[] => {
      if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier') return [];
      if (node.init?.type !== 'CallExpression') return [];
      if (names.get(calleeName(node.init) ?? '') !== 'createRouteMatcher') return [];
      const patterns = readTexts(source, node.init.arguments[0]);
      return patterns ? [[node.id.name, anyPattern(patterns)]] : [];
    }),
  );
}
