import type { Node } from 'oxc-parser';
import { keyName } from '../repository/object-keys.ts';
import { type Source, visit } from '../repository/source.ts';

/** Every value that a file gives to an option `authorizedParties`. */
export function partiesIn(source: Source): readonly Node[] {
  if (!source.text.includes('authorizedParties')) return [];
  return [...visit(source.program)].flatMap(({ node }) =>
    node.type === 'Property' && keyName(node.key) === 'authorizedParties' ? [node.value] : [],
  );
}
