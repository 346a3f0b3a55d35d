import { keyName, type Source, visit } from '@repo/next-repository';
import type { Node } from 'oxc-parser';

/** Every value that a file gives to an option `authorizedParties`. */
export function partiesIn(source: Source): readonly Node[] {
  if (!source.text.includes('authorizedParties')) return [];
  return [...visit(source.program)].flatMap(({ node }) =>
    node.type === 'Property' && keyName(node.key) === 'authorizedParties' ? [node.value] : [],
  );
}
