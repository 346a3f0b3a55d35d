import type { Node } from 'oxc-parser';

/** A function with a body, in any of its forms. */
export type FunctionNode = Extract<
  Node,
  { type: 'ArrowFunctionExpression' | 'FunctionExpression' | 'FunctionDeclaration' }
>;

/** Whether a node is a function with a body of its own. */
export function isFunction(node: Node): node is FunctionNode {
  return (
    node.type === 'ArrowFunctionExpression' ||
    node.type === 'FunctionExpression' ||
    node.type === 'FunctionDeclaration'
  );
}

/** The innermost function around a node. */
export function enclosingFunction(ancestors: readonly Node[]): FunctionNode | undefined {
  return ancestors.find(isFunction);
}
