import { constantNamed, type Repository, type Source, withoutTypes } from '@repo/next-repository';
import type { Node } from 'oxc-parser';
import type { Change, Finding, StaticCheck } from '../check.ts';
import { partiesIn } from '../clerk/clerk-names.ts';
import { valueWithoutVariables } from '../values/value-without-variables.ts';

/** @source @clerk/backend 3.20.1 `assertAuthorizedPartiesClaim`: exact comparison with `azp`, which is an origin. */
export const malformedParty: StaticCheck = {
  id: 'malformed-party',
  kind: 'static',
  title: 'An authorized party that no token can name',
  whyItMatters:
    'Clerk compares the list with the origin in the token, character by character. An entry with a path, a trailing slash, a wildcard or no scheme never matches, so users of that origin are signed out.',
  fix: 'Write scheme://host[:port] and nothing else, one entry per origin.',
  severity: 'error',
  run: (repository) =>
    repository.packages.flatMap((owner) =>
      repository.sourcesOf(owner, /authorizedParties/).flatMap((source) => findMalformed(repository, source)),
    ),
};

function findMalformed(repository: Repository, source: Source): readonly Finding[] {
  return partiesIn(source).flatMap((list) => {
    const written = writtenList(repository, source, list);
    return written
      ? written.elements.flatMap((element) => malformed(repository, written.source, element))
      : [];
  });
}

function malformed(repository: Repository, source: Source, element: Node): readonly Finding[] {
  const text = textOf(repository, source, element);
  if (text === undefined || isOrigin(text)) return [];
  const place = { file: source.file, line: source.lineAt(element.start) };
  return [{ saw: `"${text}" is not an origin`, ...place, changes: withoutSlash(source, element) }];
}

/** The entry as it is written; of a template with variables only one that has a wildcard is known to be wrong. */
function textOf(repository: Repository, source: Source, element: Node): string | undefined {
  const computed = valueWithoutVariables(repository, source, { expression: element, isSet: () => false });
  if (typeof computed?.value === 'string' && computed.variables.size === 0) return computed.value;
  if (element.type !== 'TemplateLiteral') return undefined;
  const text = source.text.slice(element.start + 1, element.end - 1);
  return element.quasis.some(({ value }) => value.raw.includes('*')) ? text : undefined;
}

/** The list itself, of this file or of another. */
function writtenList(
  repository: Repository,
  source: Source,
  list: Node,
): { readonly source: Source; readonly elements: readonly Node[] } | undefined {
  const node = withoutTypes(list);
  if (node.type === 'ArrayExpression')
    return {
      source,
      elements: node.elements.flatMap((one) => (one && one.type !== 'SpreadElement' ? [one] : [])),
    };
  if (node.type !== 'Identifier') return undefined;
  const own = constantNamed(source, node.name);
  if (own) return writtenList(repository, source, own);
  const place = repository.graph.codeNamed(source.file, node.name);
  const owner = place && repository.source(place.file);
  return place && owner ? writtenList(repository, owner, place.node) : undefined;
}

function isOrigin(text: string): boolean {
  // A wildcard is a valid host for a URL, and no origin of a page.
  if (text.includes('*')) return false;
  // Clerk names the packages of an extension by their own schemes, which have no origin in a URL's sense.
  return !/^https?:/.test(text) && /^[a-z-]+:\/\/\w+$/.test(text)
    ? true
    : URL.canParse(text) && new URL(text).origin === text;
}

function withoutSlash(source: Source, { start, end }: Node): readonly Change[] {
  const text = source.text.slice(start, end);
  const corrected = text.replace(/\/(['"])$/, '$1');
  return corrected !== text && isOrigin(corrected.slice(1, -1))
    ? [{ kind: 'replace', file: source.file, start, end, text: corrected }]
    : [];
}
