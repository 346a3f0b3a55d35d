import type { Source } from '@repo/next-repository';
import { constantNamed } from '@repo/next-repository';
import type { Node } from 'oxc-parser';
import type { Change, Finding, StaticCheck } from '../check.ts';
import { partiesIn } from '../clerk/clerk-names.ts';

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
    repository.packages.flatMap((owner) => repository.sourcesOf(owner).flatMap(findMalformed)),
};

function findMalformed(source: Source): readonly Finding[] {
  return partiesIn(source)
    .flatMap((list) => elementsOf(source, list))
    .flatMap((element): readonly Finding[] => {
      if (element.type !== 'Literal' || typeof element.value !== 'string' || isOrigin(element.value))
        return [];
      const place = { file: source.file, line: source.lineAt(element.start) };
      return [
        { saw: `"${element.value}" is not an origin`, ...place, changes: withoutSlash(source, element) },
      ];
    });
}

function elementsOf(source: Source, list: Node): readonly Node[] {
  const value = list.type === 'Identifier' ? constantNamed(source, list.name) : list;
  return value?.type === 'ArrayExpression' ? value.elements.flatMap((element) => element ?? []) : [];
}

function isOrigin(text: string): boolean {
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
