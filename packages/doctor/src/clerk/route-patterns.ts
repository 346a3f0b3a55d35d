import { pathToRegexp } from '@clerk/shared/pathToRegexp';
import type { Source } from '@repo/next-repository';
import { constantNamed, keyName } from '@repo/next-repository';
import type { Node } from 'oxc-parser';

/** Whether something holds for a path. */
export type PathCondition = (path: string) => boolean;

/** A list of patterns as it is written in code. */
export interface PatternList {
  readonly patterns: readonly string[];
  /** The array literal; undefined for a single text. */
  readonly array: Extract<Node, { type: 'ArrayExpression' }> | undefined;
}

/** The `matcher` of a proxy's `config`; undefined where there is none that can be read. */
export function readMatcher(source: Source): PatternList | undefined {
  const config = constantNamed(source, 'config');
  if (config?.type !== 'ObjectExpression') return undefined;
  const property = config.properties.find(
    (item) => item.type === 'Property' && keyName(item.key) === 'matcher',
  );
  const value = property?.type === 'Property' ? property.value : undefined;
  const patterns = readTexts(source, value);
  return patterns && { patterns, array: value?.type === 'ArrayExpression' ? value : undefined };
}

/** A text or a list of texts, constants of the same file included; objects with a `source` count by it. */
export function readTexts(source: Source, node: Node | undefined): readonly string[] | undefined {
  switch (node?.type) {
    case 'Literal':
      return typeof node.value === 'string' ? [node.value] : undefined;
    case 'TemplateLiteral':
      return node.expressions.length === 0 ? [node.quasis[0]?.value.cooked ?? ''] : undefined;
    case 'TSAsExpression':
      return readTexts(source, node.expression);
    case 'Identifier':
      return readTexts(source, constantNamed(source, node.name));
    case 'ObjectExpression': {
      const inner = node.properties.find(
        (item) => item.type === 'Property' && keyName(item.key) === 'source',
      );
      return inner?.type === 'Property' ? readTexts(source, inner.value) : undefined;
    }
    case 'ArrayExpression': {
      const parts = node.elements.map((element) => readTexts(source, element ?? undefined));
      return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
    }
    default:
      return undefined;
  }
}

/** Whether a path fits one of the patterns, as Next.js and Clerk read them. An invalid pattern matches nothing. */
export function anyPattern(patterns: readonly string[]): PathCondition {
  const expressions = patterns.flatMap((pattern) => {
    try {
      return [pathToRegexp(pattern)];
    } catch {
      return [];
    }
  });
  return (path) => expressions.some((expression) => expression.test(path));
}
