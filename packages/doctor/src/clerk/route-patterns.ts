import { pathToRegexp } from '@clerk/shared/pathToRegexp';
import { constantNamed, keyName, type Repository, type Source, withoutTypes } from '@repo/next-repository';
import type { Node } from 'oxc-parser';
import { isList, isObject, type Value } from '../values/value.ts';
import { valueWithoutVariables } from '../values/value-without-variables.ts';

/** Whether something holds for a path. */
export type PathCondition = (path: string) => boolean;

/** A list of patterns as it is written in code. */
export interface PatternList {
  readonly patterns: readonly string[];
  /** The array literal; undefined for anything else. */
  readonly array: Extract<Node, { type: 'ArrayExpression' }> | undefined;
}

/** The `matcher` of a proxy's `config`. `node` is what is written where its patterns cannot be read. */
export type Matcher =
  | { readonly kind: 'none' }
  | { readonly kind: 'read'; readonly list: PatternList }
  | { readonly kind: 'unread'; readonly node: Node };

/** Reads the matcher; constants and lists of other files are followed. */
export function readMatcher(repository: Repository, source: Source): Matcher {
  const declared = constantNamed(source, 'config');
  const config = declared && withoutTypes(declared);
  if (config?.type !== 'ObjectExpression')
    return config ? { kind: 'unread', node: config } : { kind: 'none' };
  const property = config.properties.find(
    (item) => item.type === 'Property' && keyName(item.key) === 'matcher',
  );
  if (property?.type !== 'Property') return { kind: 'none' };
  const { value: node } = property;
  const computed = valueWithoutVariables(repository, source, { expression: node, isSet: () => false });
  const patterns = computed && textsOf(computed.value);
  if (!patterns) return { kind: 'unread', node };
  const written = withoutTypes(node);
  return {
    kind: 'read',
    list: { patterns, array: written.type === 'ArrayExpression' ? written : undefined },
  };
}

/** A text or a list of texts; objects with a `source` count by it. */
function textsOf(value: Value): readonly string[] | undefined {
  if (typeof value === 'string') return [value];
  if (isObject(value)) return textsOf(value.properties.get('source')?.());
  if (!isList(value)) return undefined;
  const parts = value.map(textsOf);
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}

/** Whether a path fits one of the patterns, as Next.js and Clerk read them. An invalid pattern matches nothing. */
export function anyPattern(patterns: readonly string[]): PathCondition {
  return (path) => patterns.some((pattern) => matchesPattern(pattern, path));
}

/** Whether a path fits a pattern. */
export function matchesPattern(pattern: string, path: string): boolean {
  return compile(pattern)?.test(path) === true;
}

const compiled = new Map<string, RegExp | undefined>();

function compile(pattern: string): RegExp | undefined {
  if (!compiled.has(pattern)) {
    try {
      compiled.set(pattern, pathToRegexp(pattern));
    } catch {
      compiled.set(pattern, undefined);
    }
  }
  return compiled.get(pattern);
}
