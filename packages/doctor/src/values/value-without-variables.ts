// One file: expressions hold functions, functions hold statements, and statements hold expressions.

import {
  constantNamed,
  type FunctionNode,
  isFunction,
  keyName,
  type OuterName,
  type Repository,
  type Source,
  visit,
  withoutTypes,
} from '@repo/next-repository';
import type { Node } from 'oxc-parser';
import { dottedName } from '../clerk/clerk-names.ts';
import { applyBinary, applyMethod, applyUnary } from './operations.ts';
import { refusesToStart } from './refuses-to-start.ts';
import { isEmptyList, isList, isObject, NotUnderstood, toList, toText, type Value } from './value.ts';

/** What an expression is worth, and which unset variables it reads. */
export interface Computed {
  readonly value: Value;
  readonly variables: ReadonlySet<string>;
}

/** Where an expression is, and what its function's parameters and own constants are worth. */
interface Scope {
  readonly repository: Repository;
  readonly source: Source;
  readonly locals: Locals;
  readonly given: Given | undefined;
  readonly variables: Set<string>;
  readonly isSet: (variable: string) => boolean;
  readonly depth: number;
}

/** Names of a function, and what they are worth when they are asked. */
export type Locals = ReadonlyMap<string, () => Value>;

/** What is known beside the code: in which request it runs. */
export interface Given {
  /** The file in which the names are meant. */
  readonly file: string;
  readonly locals: Locals;
  /** What a name of another package is worth; undefined: not known. */
  outer(name: OuterName): { readonly value: Value } | undefined;
}

/** What is computed. */
export interface Question {
  readonly given?: Given;
  readonly expression: Node;
  /** A property of the object that the expression, or the function that it is, returns; absent: the expression itself. */
  readonly property?: string;
  /** Whether the repository itself sets a variable. */
  readonly isSet: (variable: string) => boolean;
}

/**
 * Computes an expression as if no variable of the environment were set, because a deployment may have forgotten it. No code of
 * the repository is run: what is not understood makes the whole unknown.
 *
 * @returns undefined where that cannot be known from the code alone, or where the module refuses to start.
 */
export function valueWithoutVariables(
  repository: Repository,
  source: Source,
  { expression, property, isSet, given }: Question,
): Computed | undefined {
  const variables = new Set<string>();
  const scope = { repository, source, locals: new Map(), given, variables, isSet, depth: 0 };
  if (!given && refuses(scope)) return undefined;
  return computed(() => {
    const found = evaluate(expression, scope);
    if (property === undefined) return { value: found, variables };
    const object = typeof found === 'function' ? found() : found;
    if (!isObject(object)) throw new NotUnderstood();
    return { value: object.properties.get(property)?.(), variables };
  });
}

function computed<Result>(compute: () => Result): Result | undefined {
  try {
    return compute();
  } catch {
    // Not understood, or the app fails by itself.
    return undefined;
  }
}

/** Whether the module of this scope throws while it is loaded. */
function refuses(scope: Scope): boolean {
  const inner = { ...scope, locals: new Map() };
  return refusesToStart(scope.source, (node) => computed(() => ({ value: evaluate(node, inner) })));
}

/** `a?.b` where `a` is nothing: the rest of the chain is not reached. */
class EndOfChain extends Error {}

/** Next.js always sets it, and what else runs before the app is not known here. */
const ALWAYS_SET: ReadonlySet<string> = new Set(['NODE_ENV', 'NEXT_RUNTIME', 'NEXT_PHASE']);

const MAX_DEPTH = 60;

function evaluate(typed: Node, outer: Scope): Value {
  if (outer.depth > MAX_DEPTH) throw new NotUnderstood();
  const scope = { ...outer, depth: outer.depth + 1 };
  const node = withoutTypes(typed);
  if (isFunction(node)) return (...values: readonly Value[]) => callFunction(node, values, scope);
  switch (node.type) {
    case 'Literal':
      return literalOf(node);
    case 'TemplateLiteral':
      return node.quasis
        .map(({ value }, index) => (value.cooked ?? '') + textOf(node.expressions[index], scope))
        .join('');
    case 'Identifier':
      return valueNamed(node.name, scope);
    case 'ChainExpression':
      return untilEnd(() => evaluate(node.expression, scope));
    case 'MemberExpression':
      return memberOf(node, scope);
    case 'CallExpression':
      return callOf(node, scope);
    case 'NewExpression':
      return newOf(node, scope);
    case 'AwaitExpression':
      return evaluate(node.argument, scope);
    case 'ArrayExpression':
      return node.elements.flatMap((element) => elementOf(element, scope));
    case 'ObjectExpression':
      return { properties: new Map(node.properties.flatMap((property) => propertyOf(property, scope))) };
    case 'ConditionalExpression':
      return branchOf(node, scope);
    case 'LogicalExpression': {
      const left = evaluate(node.left, scope);
      const isLeft = node.operator === '??' ? left != null : node.operator === '||' ? left : !left;
      return isLeft ? left : evaluate(node.right, scope);
    }
    case 'UnaryExpression':
      return applyUnary(node.operator, evaluate(node.argument, scope));
    case 'BinaryExpression':
      return applyBinary(node.operator, evaluate(node.left, scope), evaluate(node.right, scope));
    default:
      throw new NotUnderstood();
  }
}

/** Where the test is not understood, either branch may be taken: one that is empty without its variables counts. */
function branchOf(node: Extract<Node, { type: 'ConditionalExpression' }>, scope: Scope): Value {
  const test = computed(() => ({ value: evaluate(node.test, scope) }));
  if (test) return evaluate(test.value ? node.consequent : node.alternate, scope);
  for (const branch of [node.consequent, node.alternate]) {
    const variables = new Set<string>();
    const found = computed(() => ({ value: evaluate(branch, { ...scope, variables }) }));
    if (!found || !isEmptyList(found.value) || variables.size === 0) continue;
    for (const name of variables) scope.variables.add(name);
    return found.value;
  }
  throw new NotUnderstood();
}

function literalOf(node: Extract<Node, { type: 'Literal' }>): Value {
  if (typeof node.value === 'bigint') throw new NotUnderstood();
  return node.value;
}

function textOf(node: Node | undefined, scope: Scope): string {
  return node ? toText(evaluate(node, scope)) : '';
}

function untilEnd(chain: () => Value): Value {
  try {
    return chain();
  } catch (error) {
    if (error instanceof EndOfChain) return undefined;
    throw error;
  }
}

function memberOf(node: Extract<Node, { type: 'MemberExpression' }>, scope: Scope): Value {
  const name = node.computed ? evaluate(node.property, scope) : keyName(node.property);
  if (dottedName(node.object) === 'process.env' && typeof name === 'string') return variable(name, scope);
  const object = evaluate(node.object, scope);
  if (object === undefined || object === null) throw node.optional ? new EndOfChain() : new NotUnderstood();
  if (isObject(object)) return object.properties.get(String(name))?.();
  if (typeof object !== 'string' && !isList(object)) throw new NotUnderstood();
  if (name === 'length') return object.length;
  if (typeof name !== 'number') throw new NotUnderstood();
  return object.at(name);
}

function variable(name: string, scope: Scope): undefined {
  if (ALWAYS_SET.has(name) || scope.isSet(name)) throw new NotUnderstood();
  scope.variables.add(name);
  return undefined;
}

function valueNamed(name: string, scope: Scope): Value {
  const local = scope.locals.get(name) ?? givenName(name, scope);
  if (local) return local();
  if (name === 'undefined') return undefined;
  if (name === 'Infinity' || name === 'NaN') return Number(name);
  if (name === 'Boolean') return (value) => Boolean(value);
  if (name === 'String') return toText;
  if (name === 'Number') return (value) => Number(value);
  const { source } = scope;
  const taken = takenFromEnvironment(source, name);
  if (taken) return taken.fallback ? evaluate(taken.fallback, { ...scope }) : variable(taken.name, scope);
  if (source.required.some(({ local }) => local === name)) return importedValue(name, scope);
  const part = partNamed(source, name);
  if (part) return part(scope);
  const declared = constantNamed(source, name) ?? functionNamed(source, name);
  if (declared) {
    if (isChanged(source, name)) throw new NotUnderstood();
    return evaluate(declared, { ...scope, locals: new Map() });
  }
  return importedValue(name, scope);
}

function givenName(name: string, { given, source }: Scope): (() => Value) | undefined {
  return given?.file === source.file ? given.locals.get(name) : undefined;
}

/** `const { name } = value` and `const { key: name } = value`, anywhere in the file. */
function partNamed(source: Source, name: string): ((scope: Scope) => Value) | undefined {
  for (const { node } of visit(source.program)) {
    if (node.type !== 'VariableDeclarator' || node.id.type !== 'ObjectPattern' || !node.init) continue;
    const { init } = node;
    for (const property of node.id.properties) {
      if (property.type !== 'Property' || property.value.type !== 'Identifier') continue;
      const key = keyName(property.key);
      if (key === undefined || property.value.name !== name) continue;
      return (scope) => propertyNamed(evaluate(init, { ...scope, locals: new Map() }), key);
    }
  }
  return undefined;
}

function propertyNamed(object: Value, key: string): Value {
  if (!isObject(object)) throw new NotUnderstood();
  return object.properties.get(key)?.();
}

/** `const { NAME } = process.env`, with `= fallback` or without. */
function takenFromEnvironment(
  source: Source,
  local: string,
): { readonly name: string; readonly fallback: Node | undefined } | undefined {
  for (const { node } of visit(source.program)) {
    if (node.type !== 'VariableDeclarator' || node.id.type !== 'ObjectPattern') continue;
    if (!node.init || dottedName(node.init) !== 'process.env') continue;
    for (const property of node.id.properties) {
      if (property.type !== 'Property') continue;
      const target = property.value.type === 'AssignmentPattern' ? property.value.left : property.value;
      const fallback = property.value.type === 'AssignmentPattern' ? property.value.right : undefined;
      const name = keyName(property.key);
      if (name !== undefined && target.type === 'Identifier' && target.name === local)
        return { name, fallback };
    }
  }
  return undefined;
}

function functionNamed(source: Source, name: string): FunctionNode | undefined {
  for (const { node } of visit(source.program)) {
    if (node.type === 'FunctionDeclaration' && node.id?.name === name) return node;
  }
  return undefined;
}

const CHANGERS: ReadonlySet<string> = new Set(['push', 'unshift', 'splice', 'pop', 'shift', 'add']);

/** Whether code assigns to a name again or changes its list: then its first value says nothing. */
function isChanged(source: Source, name: string): boolean {
  let names = changedIn.get(source);
  if (!names) {
    names = new Set([...visit(source.program)].flatMap(({ node }) => changedBy(node) ?? []));
    changedIn.set(source, names);
  }
  return names.has(name);
}

const changedIn = new WeakMap<Source, ReadonlySet<string>>();

function changedBy(node: Node): string | undefined {
  if (node.type === 'AssignmentExpression')
    return node.left.type === 'Identifier' ? node.left.name : undefined;
  if (node.type !== 'CallExpression') return undefined;
  const [object, method, ...rest] = dottedName(node.callee)?.split('.') ?? [];
  return method !== undefined && CHANGERS.has(method) && rest.length === 0 ? object : undefined;
}

function importedValue(name: string, scope: Scope): Value {
  const { repository, source } = scope;
  const imported = [...source.imports, ...source.required].find(
    ({ local, isType }) => local === name && !isType,
  );
  const [origin] = imported ? repository.graph.originsOf(source.file, imported) : [];
  const known = origin && scope.given?.outer(origin);
  if (known) return known.value;
  let file = imported && repository.graph.resolve(source.file, imported.from);
  let exported = imported?.imported;
  while (file !== undefined && exported !== undefined) {
    const declaration = repository.graph.exportsOf(file).get(exported);
    const owner = repository.source(file);
    if (!declaration || !owner) break;
    if (declaration.kind === 'code') {
      const inner = { ...scope, source: owner, locals: new Map(), depth: scope.depth + 10 };
      if (refuses(inner) || isChanged(owner, exported)) break;
      return evaluate(declaration.node, inner);
    }
    exported = declaration.imported;
    file = repository.graph.resolve(file, declaration.from);
  }
  throw new NotUnderstood();
}

function elementOf(element: Node | null, scope: Scope): readonly Value[] {
  if (element === null) return [undefined];
  // A list inside of the list stays one entry.
  if (element.type !== 'SpreadElement') return [evaluate(element, scope)];
  return toList(evaluate(element.argument, scope));
}

function propertyOf(property: Node, scope: Scope): readonly (readonly [string, () => Value])[] {
  if (property.type === 'SpreadElement') {
    const spread = evaluate(property.argument, scope);
    if (isObject(spread)) return [...spread.properties];
    // `...(isSet && { … })` and `...undefined` add nothing.
    if (spread === undefined || spread === null || typeof spread === 'boolean' || spread === '') return [];
    throw new NotUnderstood();
  }
  if (property.type !== 'Property' || property.computed) throw new NotUnderstood();
  const name = keyName(property.key);
  if (name === undefined) throw new NotUnderstood();
  return [[name, () => evaluate(property.value, scope)]];
}

function newOf(node: Extract<Node, { type: 'NewExpression' }>, scope: Scope): Value {
  const [first] = node.arguments;
  const name = node.callee.type === 'Identifier' ? node.callee.name : '';
  if (name === 'Set') return first ? [...new Set(toList(evaluate(first, scope)))] : [];
  if (name === 'RegExp' && first) return toPattern(evaluate(first, scope));
  if (name === 'URL' && first) return toUrl(toText(evaluate(first, scope)));
  throw new NotUnderstood();
}

function callOf(node: Extract<Node, { type: 'CallExpression' }>, scope: Scope): Value {
  const values = () => node.arguments.flatMap((argument) => elementOf(argument, scope));
  const name = dottedName(node.callee);
  if (name === 'Array.from') return toList(values()[0]);
  if (name === 'Array.isArray') return isList(values()[0]);
  if (name === 'Object.values' || name === 'Object.keys') return ownList(name, values()[0]);
  if (name === 'parseInt' || name === 'Number.parseInt' || name === 'parseFloat')
    return Number.parseFloat(toText(values()[0]));
  const { callee } = node;
  if (callee.type === 'MemberExpression' && !callee.computed && callee.property.type === 'Identifier') {
    const object = evaluate(callee.object, scope);
    if (object === undefined || object === null)
      throw callee.optional ? new EndOfChain() : new NotUnderstood();
    if (isObject(object)) {
      const method = object.properties.get(callee.property.name)?.();
      if (typeof method !== 'function') throw new NotUnderstood();
      return method(...values());
    }
    return applyMethod(object, callee.property.name, values());
  }
  const called = evaluate(callee, scope);
  if (typeof called !== 'function') throw new NotUnderstood();
  return called(...values());
}

function ownList(name: string, object: Value): Value {
  if (!isObject(object)) throw new NotUnderstood();
  return name === 'Object.keys'
    ? [...object.properties.keys()]
    : [...object.properties.values()].map((property) => property());
}

/** Long patterns of a repository that is examined may take for ever. */
const MAX_PATTERN = 2000;

function toPattern(value: Value): RegExp {
  if (value instanceof RegExp) return value;
  const text = toText(value);
  if (text.length > MAX_PATTERN) throw new NotUnderstood();
  return new RegExp(text);
}

function toUrl(text: string): Value {
  const { pathname, origin, host, hostname, search } = new URL(text);
  const parts = Object.entries({ pathname, origin, host, hostname, search, href: text });
  return { properties: new Map(parts.map(([key, part]) => [key, () => part])) };
}

function callFunction(node: FunctionNode, values: readonly Value[], scope: Scope): Value {
  const locals = new Map(scope.locals);
  for (const [index, parameter] of node.params.entries()) {
    const isPlain = parameter.type === 'Identifier';
    if (isPlain) locals.set(parameter.name, () => values[index]);
    else if (index < values.length) throw new NotUnderstood();
  }
  const inner = { ...scope, locals };
  if (!node.body) throw new NotUnderstood();
  if (node.body.type !== 'BlockStatement') return evaluate(node.body, inner);
  return runBlock(node.body.body, inner)?.value;
}

type BlockScope = Scope & { readonly locals: Map<string, () => Value> };

function bindParts(pattern: Node, value: Value, locals: Map<string, () => Value>): void {
  if (pattern.type !== 'ObjectPattern' || !isObject(value)) throw new NotUnderstood();
  for (const property of pattern.properties) {
    const key = property.type === 'Property' ? keyName(property.key) : undefined;
    if (property.type !== 'Property' || property.value.type !== 'Identifier' || key === undefined)
      throw new NotUnderstood();
    locals.set(property.value.name, value.properties.get(key) ?? (() => undefined));
  }
}

/** @returns null: the end was reached without a `return`. */
function runBlock(statements: readonly Node[], scope: BlockScope): { readonly value: Value } | null {
  for (const statement of statements) {
    const returned = runStatement(statement, scope);
    if (returned) return returned;
  }
  return null;
}

function runStatement(statement: Node, scope: BlockScope): { readonly value: Value } | null {
  switch (statement.type) {
    case 'ReturnStatement':
      return { value: statement.argument ? evaluate(statement.argument, scope) : undefined };
    case 'BlockStatement':
      return runBlock(statement.body, scope);
    case 'IfStatement': {
      const next = evaluate(statement.test, scope) ? statement.consequent : statement.alternate;
      return next ? runStatement(next, scope) : null;
    }
    case 'VariableDeclaration':
      for (const { id, init } of statement.declarations) {
        const value = init ? evaluate(init, scope) : undefined;
        if (id.type === 'Identifier') scope.locals.set(id.name, () => value);
        else bindParts(id, value, scope.locals);
      }
      return null;
    case 'ForOfStatement':
      return runLoop(statement, scope);
    default:
      // `throw` among them: an app that refuses to work is safe.
      throw new NotUnderstood();
  }
}

function runLoop(
  { left, right, body }: Extract<Node, { type: 'ForOfStatement' }>,
  scope: BlockScope,
): { readonly value: Value } | null {
  const declared = left.type === 'VariableDeclaration' ? left.declarations[0]?.id : undefined;
  if (declared?.type !== 'Identifier') throw new NotUnderstood();
  for (const entry of toList(evaluate(right, scope))) {
    scope.locals.set(declared.name, () => entry);
    const returned = runStatement(body, scope);
    if (returned) return returned;
  }
  return null;
}
