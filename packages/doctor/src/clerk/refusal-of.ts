import { keyName, type Source, type Visited } from '@repo/next-repository';
import type { Node } from 'oxc-parser';

/** How a node refuses: everyone who reaches it, or by an answer that others may get too; undefined: it does not. */
export function refusalOf({ node, ancestors }: Visited, source: Source): 'always' | 'answer' | undefined {
  if (node.type === 'CallExpression') {
    const called = nameOfCalled(node.callee);
    if (called === 'protect' || called === 'redirectToSignIn' || called === 'redirectToSignUp')
      return 'always';
    if (called === 'unauthorized' || called === 'forbidden' || called === 'notFound') return 'answer';
    return called !== undefined && REDIRECTS.test(called) && leadsToSignIn(node.arguments, source)
      ? 'answer'
      : hasRefusingStatus(node.arguments, ancestors)
        ? 'answer'
        : undefined;
  }
  if (node.type === 'NewExpression')
    return hasRefusingStatus(node.arguments, ancestors) ? 'answer' : undefined;
  return node.type === 'ThrowStatement' ? 'answer' : undefined;
}

const REDIRECTS = /^(?:redirect|permanentRedirect|rewrite|replace)$/;

function nameOfCalled(callee: Node): string | undefined {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type === 'ChainExpression') return nameOfCalled(callee.expression);
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return undefined;
  return callee.property.name;
}

const SIGN_IN =
  /sign[-_]?(?:in|up|on)|log[-_]?(?:in|on)|auth(?!or\b)|register|welcome|unauthori[sz]ed|forbidden|denied|no[-_]access/i;

/** Whether the target of a redirect is written like the address of a sign-in page, in it or in the constant that it names. */
function leadsToSignIn(targets: readonly Node[], source: Source): boolean {
  return targets.some((target) => {
    const text = source.text.slice(target.start, target.end);
    if (SIGN_IN.test(text)) return true;
    if (target.type !== 'Identifier') return false;
    const declared = new RegExp(`\\b${target.name}\\s*(?:=|\\.\\w+\\s*=|\\.searchParams)[^\\n]*`, 'g');
    return [...source.text.matchAll(declared)].some(([line]) => SIGN_IN.test(line));
  });
}

/** `{ status: 401 }`, 403 or 404, in something that is returned or thrown. */
function hasRefusingStatus(values: readonly Node[], ancestors: readonly Node[]): boolean {
  const isAnswer = ancestors.some(
    ({ type }) =>
      type === 'ReturnStatement' || type === 'ThrowStatement' || type === 'ArrowFunctionExpression',
  );
  return (
    isAnswer &&
    values.some(
      (value) =>
        value.type === 'ObjectExpression' &&
        value.properties.some(
          (property) =>
            property.type === 'Property' &&
            keyName(property.key) === 'status' &&
            property.value.type === 'Literal' &&
            [401, 403, 404].includes(Number(property.value.value)),
        ),
    )
  );
}
