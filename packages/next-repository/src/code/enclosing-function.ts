import type { ArrowFunctionExpression, Node, Function as PlainFunction } from 'oxc-parser';

/** A function in any of its forms. */
export type FunctionNode = ArrowFunctionExpression | PlainFunction;

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
