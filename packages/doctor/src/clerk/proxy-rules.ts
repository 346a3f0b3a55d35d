import type { NextApp, Repository } from '@repo/next-repository';
import { isFunction, keyName, type Source, visit } from '@repo/next-repository';
import type { Node } from 'oxc-parser';
import { calleeName, clerkServerNames } from './clerk-names.ts';
import { protectConditions } from './protect-conditions.ts';
import { anyPattern, type PatternList, readMatcher } from './route-patterns.ts';
import { readPostures } from './sso-config.ts';

/** What an app's proxy or middleware does with paths, as far as its code shows. */
export interface ProxyRules {
  readonly source: Source;
  /** Its matcher, as it is written. */
  readonly matcher: PatternList | undefined;
  /** Whether Next.js runs it for this path. True where the matcher cannot be read. */
  runsFor(path: string): boolean;
  /** Whether it lets only signed-in users through. */
  protects(path: string): boolean;
  /** Whether `auth.protect()` gets the kinds of token that it accepts. */
  readonly namesTokens: boolean;
  /** Whether it is createAuthProxy() of the auth package. */
  readonly isOurs: boolean;
}

/** Undefined: the app has no proxy, or one without Clerk. */
export function readProxyRules(repository: Repository, app: NextApp): ProxyRules | undefined {
  const source = app.proxy && repository.source(app.proxy.file);
  if (!source) return undefined;
  const matcher = readMatcher(source);
  const runsFor = matcher ? anyPattern(matcher.patterns) : () => true;
  const common = { source, matcher, runsFor };
  const ours = readOwnProxy(repository, app, source);
  if (ours) return { ...common, protects: () => ours.isProtected, namesTokens: true, isOurs: true };
  const handler = findHandler(repository, source);
  if (!handler) return undefined;
  const conditions = protectConditions(repository, source, handler);
  const protects = (path: string) => conditions.some((condition) => condition(path));
  return { ...common, protects, namesTokens: namesTokens(handler), isOurs: false };
}

function readOwnProxy(
  repository: Repository,
  app: NextApp,
  source: Source,
): { isProtected: boolean } | undefined {
  const made = source.imports.find(({ imported }) => imported === 'createAuthProxy')?.local;
  if (made === undefined) return undefined;
  for (const { node } of visit(source.program)) {
    if (calleeName(node) !== made || node.type !== 'CallExpression') continue;
    const name = firstText(node.arguments) ?? registeredName(repository, app);
    const posture = name === undefined ? undefined : readPostures(repository).get(name);
    return { isProtected: posture === 'protected' || posture === 'staff' };
  }
  return undefined;
}

/** The app that `withSso(sso, 'name')` in its next.config names; `createAuthProxy` of earlier versions names it itself. */
function registeredName(repository: Repository, app: NextApp): string | undefined {
  const file = app.files.find((path) => /(?:^|\/)next\.config\.[cm]?[jt]s$/.test(path));
  const source = file === undefined ? undefined : repository.source(file);
  if (!source) return undefined;
  for (const { node } of visit(source.program)) {
    if (node.type === 'CallExpression' && calleeName(node) === 'withSso') return firstText(node.arguments);
  }
  return undefined;
}

/** The first argument that is written as a text. */
function firstText(nodes: readonly Node[]): string | undefined {
  for (const node of nodes) {
    if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  }
  return undefined;
}

/** The handler given to clerkMiddleware(). Without one it protects nothing: the callee's name, which contains nothing, is returned. */
function findHandler(repository: Repository, source: Source): Node | undefined {
  const names = clerkServerNames(repository, source);
  for (const { node } of visit(source.program)) {
    if (node.type !== 'CallExpression' || names.get(calleeName(node) ?? '') !== 'clerkMiddleware') continue;
    const [first] = node.arguments;
    if (first?.type === 'Identifier') return functionNamed(source, first.name) ?? first;
    return first && isFunction(first) ? first : node.callee;
  }
  return undefined;
}

function functionNamed(source: Source, name: string): Node | undefined {
  for (const { node } of visit(source.program)) {
    if (node.type === 'FunctionDeclaration' && node.id?.name === name) return node;
    if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier' || node.id.name !== name)
      continue;
    if (node.init && isFunction(node.init)) return node.init;
  }
  return undefined;
}

function namesTokens(handler: Node): boolean {
  return [...visit(handler)].some(({ node, ancestors: [object, call] }) => {
    const isOption =
      node.type === 'Property' && keyName(node.key) === 'token' && object?.type === 'ObjectExpression';
    return isOption && call !== undefined && calleeName(call)?.endsWith('protect') === true;
  });
}
