import type { NextApp, OuterName, Place, Repository } from '@repo/next-repository';
import { isFunction, keyName, propertiesOf, type Source, visit, withoutTypes } from '@repo/next-repository';
import type { Node } from 'oxc-parser';
import type { Unread } from '../unread.ts';
import type { Value } from '../values/value.ts';
import { valueWithoutVariables } from '../values/value-without-variables.ts';
import { calleeName } from './clerk-names.ts';
import { findMiddleware, type MiddlewareCall } from './find-middleware.ts';
import { type Certainty, HANDLER, type Parameters, readRefusals } from './refusals.ts';
import { authValue, clerkValue, isMatched, requestValue } from './request-values.ts';
import { anyPattern, type PatternList, readMatcher } from './route-patterns.ts';
import { readPostures } from './sso-config.ts';
import { usesClerk } from './uses-clerk.ts';

/** What an app's proxy or middleware does with paths, as far as its code shows. */
export interface ProxyRules {
  /** The file that Next.js runs. */
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

/** What is known about the proxy of an app. */
export interface ProxyReading {
  /** undefined: there is no proxy, it is one without Clerk, or it cannot be read. */
  readonly rules: ProxyRules | undefined;
  /** Whether all code that runs before a request was read, and none of it is Clerk's. */
  readonly isWithoutClerk: boolean;
  readonly unread: readonly Unread[];
}

/** Checks that know nothing of a route whose proxy is not understood. */
const ABOUT_PROTECTION = [
  'unguarded-routes',
  'unguarded-actions',
  'webhook-behind-auth',
  'token-kind-mismatch',
  'pending-sessions',
];
const ABOUT_MATCHER = ['proxy-skips-auth', 'proxy-skips-values'];

const readings = new WeakMap<Repository, Map<string, ProxyReading>>();

/** The rules alone. Undefined: the app has no proxy, one without Clerk, or one that cannot be read. */
export function readProxyRules(repository: Repository, app: NextApp): ProxyRules | undefined {
  return readProxy(repository, app).rules;
}

/** Reads the proxy of an app, once. */
export function readProxy(repository: Repository, app: NextApp): ProxyReading {
  const known = readings.get(repository) ?? new Map<string, ProxyReading>();
  readings.set(repository, known);
  const reading = known.get(app.directory) ?? readAnew(repository, app);
  known.set(app.directory, reading);
  return reading;
}

const WITHOUT: ProxyReading = { rules: undefined, isWithoutClerk: true, unread: [] };

function readAnew(repository: Repository, app: NextApp): ProxyReading {
  const source = app.proxy && repository.source(app.proxy.file);
  // A proxy that cannot be parsed is reported as such a file.
  if (!source) return app.proxy ? { ...WITHOUT, isWithoutClerk: false } : WITHOUT;
  const found = findMiddleware(repository, app);
  if (found.kind === 'none') return WITHOUT;
  if (found.kind === 'unread') {
    if (!usesClerk(repository, app)) return WITHOUT;
    const saw = `Whether Clerk runs in it is not known: ${found.what}`;
    const checks = [...ABOUT_PROTECTION, ...ABOUT_MATCHER];
    return {
      rules: undefined,
      isWithoutClerk: false,
      unread: [unreadAt(found.source, found.offset, saw, checks)],
    };
  }
  const matcher = readMatcher(repository, source);
  const list = matcher.kind === 'read' ? matcher.list : undefined;
  const runsFor = list ? anyPattern(list.patterns) : () => true;
  const unreadMatcher =
    matcher.kind === 'unread'
      ? [unreadAt(source, matcher.node.start, 'The matcher is not written out', ABOUT_MATCHER)]
      : [];
  const { protects, namesTokens, isOurs, unread } = readProtection(repository, app, found.middleware);
  return {
    rules: { source, matcher: list, runsFor, protects, namesTokens, isOurs },
    isWithoutClerk: false,
    unread: [...unreadMatcher, ...unread],
  };
}

interface Protection extends Pick<ProxyRules, 'protects' | 'namesTokens' | 'isOurs'> {
  readonly unread: readonly Unread[];
}

function readProtection(repository: Repository, app: NextApp, middleware: MiddlewareCall): Protection {
  switch (middleware.name) {
    case 'createAuthProxy':
      return ownProtection(repository, app, middleware);
    case 'authMiddleware':
      return protectionOfAuthMiddleware(repository, middleware);
    default:
      return protectionOfHandler(repository, middleware);
  }
}

/** By the posture that the registry gives the app. */
function ownProtection(repository: Repository, app: NextApp, { call }: MiddlewareCall): Protection {
  const name = firstText(call.arguments) ?? registeredName(repository, app);
  const posture = name === undefined ? undefined : readPostures(repository).get(name);
  const isProtected = posture === 'protected' || posture === 'staff';
  return { protects: () => isProtected, namesTokens: true, isOurs: true, unread: [] };
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

/** The handler given to clerkMiddleware(); without one it protects nothing. */
function protectionOfHandler(repository: Repository, { source, call, name }: MiddlewareCall): Protection {
  const [first] = call.arguments;
  const nothing = { protects: () => false, namesTokens: false, isOurs: false, unread: [] };
  if (!first || withoutTypes(first).type === 'ObjectExpression') return nothing;
  const place = handlerOf(repository, source, first);
  // Options may be a function of the request, or a constant.
  if (place && !isFunction(place.node) && place.node.type === 'ObjectExpression') return nothing;
  if (!place) {
    const saw = `The handler of ${name}() cannot be followed`;
    return { ...nothing, unread: [unreadAt(source, first.start, saw, ABOUT_PROTECTION)] };
  }
  const parameters: Parameters =
    name === 'clerkMiddleware' ? HANDLER : ({ path }) => [() => requestValue(path)];
  return protectionOf(repository, place, parameters);
}

function handlerOf(repository: Repository, source: Source, node: Node): Place | undefined {
  const handler = withoutTypes(node);
  if (handler.type === 'Identifier')
    return repository.graph.codeNamed(source.file, handler.name) ?? localFunction(source, handler.name);
  // `withLocale(async (auth, request) => …)`: the function in it is what Clerk calls in the end.
  const inner = isFunction(handler)
    ? handler
    : [...visit(handler)].find((visited) => isFunction(visited.node))?.node;
  return inner && { file: source.file, node: inner };
}

/** Declared inside of another function. */
function localFunction(source: Source, name: string): Place | undefined {
  for (const { node } of visit(source.program)) {
    if (node.type === 'FunctionDeclaration' && node.id?.name === name) return { file: source.file, node };
    if (
      node.type === 'VariableDeclarator' &&
      node.id.type === 'Identifier' &&
      node.id.name === name &&
      node.init
    )
      return { file: source.file, node: node.init };
  }
  return undefined;
}

function protectionOf(repository: Repository, place: Place, parameters: Parameters): Protection {
  const { refuses, unread } = readRefusals(repository, place, parameters);
  return {
    protects: (path) => refuses(path) === 'yes',
    namesTokens: namesTokens(place.node),
    isOurs: false,
    unread: unread.map(({ source, node }) =>
      unreadAt(source, node.start, 'A condition on the path is not understood', ABOUT_PROTECTION),
    ),
  };
}

/**
 * authMiddleware() of versions 4 and 5 refuses everything but its public and ignored routes; with `afterAuth` that decides.
 *
 * @source Clerk docs "authMiddleware()": `publicRoutes`, `ignoredRoutes`, `afterAuth`.
 */
function protectionOfAuthMiddleware(repository: Repository, { source, call }: MiddlewareCall): Protection {
  const [given] = call.arguments;
  const options = given && withoutTypes(given);
  const properties = options?.type === 'ObjectExpression' ? propertiesOf(options) : [];
  const own = (key: string) => properties.find((property) => property.key === key)?.value;
  const isPublic = routesOption(repository, source, own('publicRoutes'));
  const isIgnored = routesOption(repository, source, own('ignoredRoutes'));
  const method =
    options?.type === 'ObjectExpression'
      ? options.properties.find((one) => one.type === 'Property' && keyName(one.key) === 'afterAuth')
      : undefined;
  const afterAuth = method?.type === 'Property' ? handlerOf(repository, source, method.value) : undefined;
  const unread = [isPublic, isIgnored].flatMap(({ node }) =>
    node
      ? [unreadAt(source, node.start, 'The routes of authMiddleware() are not written out', ABOUT_PROTECTION)]
      : [],
  );
  const isOpen = (path: string): Certainty =>
    FILES.test(path) || isIgnored.test(path) === 'yes' ? 'yes' : isPublic.test(path);
  if (!afterAuth) {
    const protects = (path: string) => unread.length === 0 && isOpen(path) === 'no';
    return { protects, namesTokens: false, isOurs: false, unread };
  }
  const after = protectionOf(repository, afterAuth, ({ path, sender }) => [
    () => authValue(sender, { isPublicRoute: isOpen(path) === 'yes', isApiRoute: path.startsWith('/api') }),
    () => requestValue(path),
  ]);
  return { ...after, unread: [...unread, ...after.unread] };
}

const FILES = /^\/_next\/|\.[\w]+$/;

/** What an option with routes says of a path. `node`: what is written where it cannot be read. */
function routesOption(
  repository: Repository,
  source: Source,
  node: Node | undefined,
): { test(path: string): Certainty; readonly node?: Node } {
  if (!node) return { test: () => 'no' };
  const locals = new Map();
  const outer = (name: OuterName) => clerkValue(name, 'anonymous');
  const computed = valueWithoutVariables(repository, source, {
    expression: node,
    isSet: () => false,
    given: { file: source.file, locals, outer },
  });
  if (!computed) return { test: () => 'unknown', node };
  return { test: (path) => matched(computed.value, path) };
}

function matched(patterns: Value, path: string): Certainty {
  try {
    return isMatched(patterns, requestValue(path)) ? 'yes' : 'no';
  } catch {
    return 'unknown';
  }
}

function namesTokens(handler: Node): boolean {
  return [...visit(handler)].some(({ node, ancestors: [object, call] }) => {
    const isOption =
      node.type === 'Property' && keyName(node.key) === 'token' && object?.type === 'ObjectExpression';
    return isOption && call !== undefined && calleeName(call)?.endsWith('protect') === true;
  });
}

function unreadAt(source: Source, offset: number, saw: string, checks: readonly string[]): Unread {
  return { saw, file: source.file, line: source.lineAt(offset), checks };
}
