import { pathToRegexp } from '@clerk/shared/pathToRegexp';
import type { Node } from 'oxc-parser';
import { calleeName, clerkServerNames } from './clerk-names.ts';
import { isFunction } from './enclosing-function.ts';
import type { NextApp } from './next-app.ts';
import { constantNamed, keyName } from './object-keys.ts';
import type { Repository } from './repository.ts';
import { type Source, visit } from './source.ts';
import { readPostures } from './sso-config.ts';

/** What an app's proxy or middleware does with paths, as far as its code tells. */
export interface ProxyRules {
  readonly source: Source;
  /** Whether Next.js runs it for this path. True where the matcher cannot be read. */
  runsFor(path: string): boolean;
  /** Whether it lets only signed-in people on. */
  protects(path: string): boolean;
  /** `auth.protect()` is told which kinds of token may come. */
  readonly namesTokens: boolean;
  /** It is this project's own, which lets Clerk's webhooks through by itself. */
  readonly isOurs: boolean;
}

/** Undefined: the app has no proxy, or it is none of Clerk's. */
export function readProxyRules(repository: Repository, app: NextApp): ProxyRules | undefined {
  const source = app.proxy && repository.source(app.proxy.file);
  if (!source) return undefined;
  const runsFor = readMatcher(source);
  const ours = readOwnProxy(repository, source);
  if (ours) return { source, runsFor, protects: () => ours.isProtected, namesTokens: true, isOurs: true };
  const callback = findCallback(repository, source);
  if (!callback) return undefined;
  const conditions = protectConditions(repository, source, callback);
  const protects = (path: string) => conditions.some((condition) => condition(path));
  return {
    source,
    runsFor,
    protects,
    namesTokens: /\btoken\s*:/.test(textOf(source, callback)),
    isOurs: false,
  };
}

function readOwnProxy(repository: Repository, source: Source): { isProtected: boolean } | undefined {
  const made = source.imports.find(({ imported }) => imported === 'createAuthProxy')?.local;
  if (made === undefined) return undefined;
  for (const { node } of visit(source.program)) {
    if (calleeName(node) !== made || node.type !== 'CallExpression') continue;
    const [name] = node.arguments;
    const posture = name?.type === 'Literal' ? readPostures(repository).get(String(name.value)) : undefined;
    return { isProtected: posture === 'protected' || posture === 'staff' };
  }
  return undefined;
}

function findCallback(repository: Repository, source: Source): Node | undefined {
  const names = clerkServerNames(repository, source);
  for (const { node } of visit(source.program)) {
    if (node.type !== 'CallExpression' || names.get(calleeName(node) ?? '') !== 'clerkMiddleware') continue;
    const [first] = node.arguments;
    // Without a handler it protects nothing; the node stands for "nothing to find in it".
    return first && isFunction(first) ? first : node.callee;
  }
  return undefined;
}

function textOf(source: Source, { start, end }: Node): string {
  return source.text.slice(start, end);
}

type Condition = (path: string) => boolean;

/** For every call that turns strangers away: when it is reached. What cannot be told counts as true. */
function protectConditions(repository: Repository, source: Source, callback: Node): readonly Condition[] {
  const matchers = readRouteMatchers(repository, source);
  return [...visit(callback)].flatMap(({ node, ancestors }) => {
    const called = calleeName(node)?.split('.').at(-1);
    if (called !== 'protect' && called !== 'redirectToSignIn') return [];
    const inside = [node, ...ancestors];
    const conditions = inside.flatMap((inner, index) => reachedWhen(inner, inside[index + 1], matchers));
    return [(path: string) => conditions.every((condition) => condition(path))];
  });
}

function reachedWhen(inner: Node, outer: Node | undefined, matchers: RouteMatchers): readonly Condition[] {
  if (outer?.type === 'IfStatement') {
    if (outer.consequent === inner) return [evaluate(outer.test, matchers, true)];
    return outer.alternate === inner ? [evaluate(outer.test, matchers, false)] : [];
  }
  if (outer?.type === 'LogicalExpression' && outer.right === inner && outer.operator !== '??') {
    return [evaluate(outer.left, matchers, outer.operator === '&&')];
  }
  if (outer?.type !== 'BlockStatement') return [];
  const before = outer.body.slice(
    0,
    outer.body.findIndex(({ start }) => start === inner.start),
  );
  return before.flatMap((statement) =>
    statement.type === 'IfStatement' && endsEarly(statement.consequent)
      ? [evaluate(statement.test, matchers, false)]
      : [],
  );
}

function endsEarly(statement: Node): boolean {
  if (statement.type === 'BlockStatement') return statement.body.some(endsEarly);
  return statement.type === 'ReturnStatement' || statement.type === 'ThrowStatement';
}

/** Whether a test comes out as wanted; true where it cannot be told. */
function evaluate(test: Node, matchers: RouteMatchers, wanted: boolean): Condition {
  if (test.type === 'UnaryExpression' && test.operator === '!')
    return evaluate(test.argument, matchers, !wanted);
  if (test.type === 'AwaitExpression') return evaluate(test.argument, matchers, wanted);
  if (test.type === 'LogicalExpression' && test.operator !== '??') {
    const parts = [evaluate(test.left, matchers, wanted), evaluate(test.right, matchers, wanted)];
    const isEvery = (test.operator === '&&') === wanted;
    return (path) => (isEvery ? parts.every((part) => part(path)) : parts.some((part) => part(path)));
  }
  const matches = matchers.get(calleeName(test) ?? '');
  return matches ? (path) => matches(path) === wanted : () => true;
}

type RouteMatchers = ReadonlyMap<string, Condition>;

/** `const isPublic = createRouteMatcher([...])`; those with anything but texts are left out. */
function readRouteMatchers(repository: Repository, source: Source): RouteMatchers {
  const names = clerkServerNames(repository, source);
  return new Map(
    [...visit(source.program)].flatMap(({ node }): readonly (readonly [string, Condition])[] => {
      if (
        node.type !== 'VariableDeclarator' ||
        node.id.type !== 'Identifier' ||
        node.init?.type !== 'CallExpression'
      )
        return [];
      if (names.get(calleeName(node.init) ?? '') !== 'createRouteMatcher') return [];
      const patterns = textsIn(source, node.init.arguments[0]);
      return patterns ? [[node.id.name, anyPattern(patterns)]] : [];
    }),
  );
}

/** The `matcher` of `config`; always true where there is none. */
function readMatcher(source: Source): Condition {
  const config = constantNamed(source, 'config');
  if (config?.type !== 'ObjectExpression') return () => true;
  const property = config.properties.find(
    (item) => item.type === 'Property' && keyName(item.key) === 'matcher',
  );
  const patterns = property?.type === 'Property' ? textsIn(source, property.value) : undefined;
  return patterns ? anyPattern(patterns) : () => true;
}

/** A text or a list of texts; objects with a `source` count by it. */
function textsIn(source: Source, node: Node | undefined): readonly string[] | undefined {
  if (node?.type === 'Literal') return typeof node.value === 'string' ? [node.value] : undefined;
  if (node?.type === 'TemplateLiteral')
    return node.expressions.length === 0 ? [node.quasis[0]?.value.cooked ?? ''] : undefined;
  if (node?.type === 'TSAsExpression') return textsIn(source, node.expression);
  if (node?.type === 'Identifier') return textsIn(source, constantNamed(source, node.name));
  if (node?.type === 'ObjectExpression') {
    const inner = node.properties.find((item) => item.type === 'Property' && keyName(item.key) === 'source');
    return inner?.type === 'Property' ? textsIn(source, inner.value) : undefined;
  }
  if (node?.type !== 'ArrayExpression') return undefined;
  const parts = node.elements.map((element) => textsIn(source, element ?? undefined));
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}

function anyPattern(patterns: readonly string[]): Condition {
  const expressions = patterns.flatMap((pattern) => {
    try {
      return [pathToRegexp(pattern)];
    } catch {
      return [];
    }
  });
  return (path) => expressions.some((expression) => expression.test(path));
}
