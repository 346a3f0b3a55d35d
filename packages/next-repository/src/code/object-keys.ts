import type { Node } from 'oxc-parser';
import { type FunctionNode, isFunction, type Source, visit } from './source.ts';

/**
 * The property keys that an expression may have: those of every object literal in it, spreads and conditions included, and
 * of the constants of the same file that it names.
 *
 * @returns `isWhole`: false when a part of it comes from elsewhere, so that other keys are possible.
 */
export function keysOf(source: Source, expression: Node): { keys: ReadonlySet<string>; isWhole: boolean } {
  const keys = new Set<string>();
  const isWhole = collect(source, expression, keys, new Set());
  return { keys, isWhole };
}

function collect(source: Source, typed: Node, keys: Set<string>, seen: Set<string>): boolean {
  const node = withoutTypes(typed);
  if (isFunction(node)) {
    return returnedBy(node)
      .map((part) => collect(source, part, keys, seen))
      .every(Boolean);
  }
  switch (node.type) {
    case 'ObjectExpression':
      return node.properties
        .map((property) => {
          if (property.type === 'SpreadElement') return collect(source, property.argument, keys, seen);
          const key = keyName(property.key);
          if (property.computed || key === undefined) return false;
          keys.add(key);
          return true;
        })
        .every(Boolean);
    case 'ConditionalExpression':
      return [node.consequent, node.alternate]
        .map((part) => collect(source, part, keys, seen))
        .every(Boolean);
    case 'LogicalExpression':
      return [node.left, node.right].map((part) => collect(source, part, keys, seen)).every(Boolean);
    case 'Identifier': {
      if (seen.has(node.name)) return true;
      seen.add(node.name);
      const value = constantNamed(source, node.name);
      return value ? collect(source, value, keys, seen) : false;
    }
    default:
      return false;
  }
}

/** An expression without the types around it: `x` of `x satisfies NextConfig`. */
export function withoutTypes(node: Node): Node {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
      return withoutTypes(node.expression);
    default:
      return node;
  }
}

/** One `key: value` of an object literal. */
export interface ObjectProperty {
  readonly key: string;
  /** The whole property. */
  readonly span: { readonly start: number; readonly end: number };
  readonly value: Node;
}

/** The `key: value` pairs of an object literal, in order; spreads, methods and computed keys are left out. */
export function propertiesOf(object: Extract<Node, { type: 'ObjectExpression' }>): readonly ObjectProperty[] {
  return object.properties.flatMap((property): readonly ObjectProperty[] => {
    if (property.type === 'SpreadElement' || property.method || property.computed) return [];
    const key = keyName(property.key);
    return key === undefined ? [] : [{ key, span: property, value: property.value }];
  });
}

/** Name of a property's key. */
export function keyName(key: Node): string | undefined {
  if (key.type === 'Identifier') return key.name;
  return key.type === 'Literal' && typeof key.value === 'string' ? key.value : undefined;
}

/** The value with which a name is declared, anywhere in the file; the first where several are. */
export function constantNamed(source: Source, name: string): Node | undefined {
  let constants = constantsOf.get(source);
  if (!constants) {
    constants = new Map();
    for (const { node } of visit(source.program)) {
      if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier') continue;
      if (!constants.has(node.id.name)) constants.set(node.id.name, node.init ?? undefined);
    }
    constantsOf.set(source, constants);
  }
  return constants.get(name);
}

/** Read once for each file: code that is computed asks for many names. */
const constantsOf = new WeakMap<Source, Map<string, Node | undefined>>();

function returnedBy(node: FunctionNode): readonly Node[] {
  if (!node.body) return [];
  if (node.body.type !== 'BlockStatement') return [node.body];
  return [...visit(node.body)].flatMap(({ node: inner }) =>
    inner.type === 'ReturnStatement' && inner.argument ? [inner.argument] : [],
  );
}
