import { parse } from '@babel/parser';

/** A piece of a text: offsets of its first character and of the one after its last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A node of a syntax tree; what else it has depends on its type. */
export interface TreeNode extends Span {
  readonly type: string;
  readonly [field: string]: unknown;
}

/**
 * The statements of a module.
 *
 * @param text TypeScript or JavaScript, without JSX.
 * @returns undefined where it cannot be parsed.
 */
export function parseStatements(text: string): readonly TreeNode[] | undefined {
  try {
    const body: readonly unknown[] = parse(text, {
      sourceType: 'module',
      plugins: ['typescript'],
    }).program.body;
    return body.filter(isTreeNode);
  } catch {
    return undefined;
  }
}

export function isTreeNode(value: unknown): value is TreeNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value && 'end' in value;
}

/** The nodes directly inside one. */
export function childrenOf(node: TreeNode): readonly TreeNode[] {
  return Object.values(node).flat().filter(isTreeNode);
}

/** An expression without the types around it: `x` of `x satisfies NextConfig`. */
export function withoutTypes(node: TreeNode): TreeNode {
  const isWrapped = node.type === 'TSSatisfiesExpression' || node.type === 'TSAsExpression';
  return isWrapped && isTreeNode(node.expression) ? withoutTypes(node.expression) : node;
}

/** `key: value` pairs of an object literal, in order; spreads and methods are none. */
export function propertiesOf(
  object: TreeNode,
): readonly { readonly key: string; readonly span: Span; readonly value: TreeNode }[] {
  const entries = Array.isArray(object.properties) ? object.properties.filter(isTreeNode) : [];
  return entries.flatMap((entry) => {
    const key = isTreeNode(entry.key) ? (entry.key.value ?? entry.key.name) : undefined;
    if (entry.type !== 'ObjectProperty' || typeof key !== 'string' || !isTreeNode(entry.value)) return [];
    return [{ key, span: entry, value: entry.value }];
  });
}
