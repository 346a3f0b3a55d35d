import {
  enclosingFunction,
  isFunction,
  isServerAction,
  keyName,
  type Place,
  type Repository,
  type Source,
  type Visited,
  visit,
} from '@repo/next-repository';
import type { Node } from 'oxc-parser';
import type { Value } from '../values/value.ts';
import { NotUnderstood } from '../values/value.ts';
import { type Locals, valueWithoutVariables } from '../values/value-without-variables.ts';
import { refusalOf } from './refusal-of.ts';
import { authValue, clerkValue, requestValue, type Sender } from './request-values.ts';

/** One request. */
export interface Situation {
  readonly path: string;
  readonly sender: Sender;
}

/** What the parameters of a function are worth in a request. */
export type Parameters = (situation: Situation) => readonly (() => Value)[];

/** Whether a piece of code is reached, or refuses: true or false for certain. */
export type Certainty = 'yes' | 'no' | 'unknown';

/** A condition on the path that is not understood. */
export interface UnreadCondition {
  readonly source: Source;
  readonly node: Node;
}

/** What a function does with anonymous requests. */
export interface Refusals {
  /** Whether it refuses an anonymous request for this path. */
  refuses(path: string): Certainty;
  readonly unread: readonly UnreadCondition[];
}

/** Functions that call each other are followed this far. */
const MAX_DEPTH = 3;

/** The parameters of a handler of clerkMiddleware(): `auth`, which is called, and the request. */
export const HANDLER: Parameters = ({ path, sender }) => [
  () => () => authValue(sender),
  () => requestValue(path),
];

/**
 * Reads where a function refuses anonymous requests: `protect()`, `redirectToSignIn()`, a redirect to a sign-in page, an answer
 * 401, 403 or 404, and functions of the repository that do so.
 *
 * A condition that does not depend on the path counts as true. One on the path that is not understood makes the result
 * `unknown`, so that a path is reported as protected only for certain.
 */
export function readRefusals(repository: Repository, place: Place, parameters: Parameters): Refusals {
  const unread: UnreadCondition[] = [];
  const sites = sitesIn(repository, place, parameters, { depth: 0, unread, seen: new Set() });
  return { refuses: (path) => anyOf(sites.map((site) => site(path))), unread };
}

/** Whether one place of a function refuses an anonymous request for a path. */
type Site = (path: string) => Certainty;

interface Search {
  readonly depth: number;
  readonly unread: UnreadCondition[];
  readonly seen: Set<Node>;
}

function sitesIn(
  repository: Repository,
  { file, node: code }: Place,
  parameters: Parameters,
  search: Search,
): readonly Site[] {
  const source = repository.source(file);
  if (!source || search.seen.has(code)) return [];
  search.seen.add(code);
  const scope: Scope = {
    repository,
    source,
    unread: search.unread,
    localsIn: (situation) => bind(code, parameters(situation)),
  };
  return [...visit(code)].flatMap((visited): readonly Site[] => {
    const inner = enclosingFunction(visited.ancestors);
    if (inner && inner !== code && isServerAction(inner)) return [];
    const kind = refusalOf(visited, source);
    const called = kind === undefined ? followed(visited, scope, search) : [];
    if (kind === undefined && called.length === 0) return [];
    const reached = reachedIn(visited, scope);
    if (kind === 'answer') return [(path) => onlyAnonymous(reached, path)];
    if (kind === 'always') return [(path) => reached({ path, sender: 'anonymous' })];
    return called.map((site) => (path) => allOf([reached({ path, sender: 'anonymous' }), site(path)]));
  });
}

/** Refuses those only that are not signed in: else it is about something else. */
function onlyAnonymous(reached: (situation: Situation) => Certainty, path: string): Certainty {
  if (reached({ path, sender: 'signed-in' }) !== 'no') return 'no';
  return reached({ path, sender: 'anonymous' });
}

/** What a call of a function of the repository refuses. */
function followed({ node }: Visited, scope: Scope, search: Search): readonly Site[] {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || search.depth >= MAX_DEPTH)
    return [];
  const place = scope.repository.graph.codeNamed(scope.source.file, node.callee.name);
  if (!place || !isFunction(place.node)) return [];
  const parameters: Parameters = (situation) =>
    node.arguments.map((argument) => () => {
      const computed = computeIn(scope, argument, situation);
      if (!computed) throw new NotUnderstood();
      return computed.value;
    });
  return sitesIn(scope.repository, place, parameters, { ...search, depth: search.depth + 1 });
}

interface Scope {
  readonly repository: Repository;
  readonly source: Source;
  readonly unread: UnreadCondition[];
  localsIn(situation: Situation): Locals;
}

function computeIn(
  { repository, source, localsIn }: Scope,
  expression: Node,
  situation: Situation,
): { readonly value: Value } | undefined {
  return valueWithoutVariables(repository, source, {
    expression,
    isSet: () => false,
    given: {
      file: source.file,
      locals: localsIn(situation),
      outer: (name) => clerkValue(name, situation.sender),
    },
  });
}

/** Names of a function's parameters. */
function bind(code: Node, values: readonly (() => Value)[]): Locals {
  const locals = new Map<string, () => Value>();
  if (!isFunction(code)) return locals;
  for (const [index, parameter] of code.params.entries()) {
    const value = values[index];
    if (!value) continue;
    if (parameter.type === 'Identifier') locals.set(parameter.name, value);
    if (parameter.type !== 'ObjectPattern') continue;
    for (const property of parameter.properties) {
      const key = property.type === 'Property' ? keyName(property.key) : undefined;
      if (property.type !== 'Property' || property.value.type !== 'Identifier' || key === undefined) continue;
      locals.set(property.value.name, () => partOf(value(), key));
    }
  }
  return locals;
}

function partOf(object: Value, key: string): Value {
  if (typeof object !== 'object' || object === null || !('properties' in object)) throw new NotUnderstood();
  return object.properties.get(key)?.();
}

/** In which requests a node is reached. */
function reachedIn({ node, ancestors }: Visited, scope: Scope): (situation: Situation) => Certainty {
  const inside = [node, ...ancestors];
  const conditions = inside.flatMap((inner, index) => reachedWhen(inner, inside[index + 1], scope));
  return (situation) => allOf(conditions.map((condition) => condition(situation)));
}

type Condition = (situation: Situation) => Certainty;

function reachedWhen(inner: Node, outer: Node | undefined, scope: Scope): readonly Condition[] {
  if (outer?.type === 'IfStatement' || outer?.type === 'ConditionalExpression') {
    if (outer.consequent === inner) return [conditionOf(outer.test, scope, true)];
    return outer.alternate === inner ? [conditionOf(outer.test, scope, false)] : [];
  }
  if (outer?.type === 'LogicalExpression' && outer.right === inner && outer.operator !== '??') {
    return [conditionOf(outer.left, scope, outer.operator === '&&')];
  }
  if (outer?.type !== 'BlockStatement') return [];
  return outer.body
    .filter(({ end }) => end <= inner.start)
    .flatMap((statement) => {
      if (statement.type !== 'IfStatement') return [];
      return [
        ...(endsEarly(statement.consequent) ? [conditionOf(statement.test, scope, false)] : []),
        ...(statement.alternate && endsEarly(statement.alternate)
          ? [conditionOf(statement.test, scope, true)]
          : []),
      ];
    });
}

function endsEarly(statement: Node): boolean {
  if (statement.type === 'BlockStatement') return statement.body.some(endsEarly);
  if (statement.type === 'IfStatement')
    return statement.alternate ? endsEarly(statement.consequent) && endsEarly(statement.alternate) : false;
  return statement.type === 'ReturnStatement' || statement.type === 'ThrowStatement';
}

/** Whether a condition has the wanted value. */
function conditionOf(test: Node, scope: Scope, wanted: boolean): Condition {
  if (test.type === 'UnaryExpression' && test.operator === '!')
    return conditionOf(test.argument, scope, !wanted);
  if (test.type === 'LogicalExpression' && test.operator !== '??') {
    const parts = [conditionOf(test.left, scope, wanted), conditionOf(test.right, scope, wanted)];
    const combine = (test.operator === '&&') === wanted ? allOf : anyOf;
    return (situation) => combine(parts.map((part) => part(situation)));
  }
  const isUnknown = isAboutPath(test) && !SAMPLES.some((sample) => computeIn(scope, test, sample));
  if (isUnknown) scope.unread.push({ source: scope.source, node: test });
  return (situation) => {
    const computed = isUnknown ? undefined : computeIn(scope, test, situation);
    if (computed) return Boolean(computed.value) === wanted ? 'yes' : 'no';
    return isAboutPath(test) ? 'unknown' : 'yes';
  };
}

/** What is understood for one of them is understood. */
const SAMPLES: readonly Situation[] = [
  { path: '/', sender: 'anonymous' },
  { path: '/x/y', sender: 'signed-in' },
];

function isAboutPath(test: Node): boolean {
  return [...visit(test)].some(
    ({ node }) => node.type === 'Identifier' && /^req(?:uest)?$|path|url|route/i.test(node.name),
  );
}

function allOf(parts: readonly Certainty[]): Certainty {
  if (parts.includes('no')) return 'no';
  return parts.includes('unknown') ? 'unknown' : 'yes';
}

function anyOf(parts: readonly Certainty[]): Certainty {
  if (parts.includes('yes')) return 'yes';
  return parts.includes('unknown') ? 'unknown' : 'no';
}
