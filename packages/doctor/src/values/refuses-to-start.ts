import type { Source } from '@repo/next-repository';
import type { Node } from 'oxc-parser';
import { calleeName } from '../clerk/clerk-names.ts';
import { isEmptyList, type Value } from './value.ts';

const ASSERTIONS = /^(?:assert|invariant|ensure|require|check|expect)/i;

/**
 * Whether a module throws while it is loaded: `if (parties.length === 0) throw …`, or an assertion about such a value. Then no
 * request is ever processed with it.
 *
 * @param compute The value of an expression of this module; undefined: not known.
 */
export function refusesToStart(
  { program }: Source,
  compute: (node: Node) => { readonly value: Value } | undefined,
): boolean {
  return program.body.some((statement) => {
    if (statement.type === 'IfStatement')
      return throws(statement.consequent) && Boolean(compute(statement.test)?.value);
    if (statement.type !== 'ExpressionStatement') return false;
    const call = statement.expression;
    if (call.type !== 'CallExpression' || !ASSERTIONS.test(calleeName(call) ?? '')) return false;
    const [subject] = call.arguments;
    const asserted = subject && compute(subject);
    return asserted !== undefined && (!asserted.value || isEmptyList(asserted.value));
  });
}

function throws(statement: Node): boolean {
  if (statement.type === 'BlockStatement') return statement.body.some(throws);
  return statement.type === 'ThrowStatement';
}
