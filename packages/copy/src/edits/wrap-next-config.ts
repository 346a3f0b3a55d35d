import { parseSource, type Source, withoutTypes } from '@repo/next-repository';
import type { Node } from 'oxc-parser';

/** `wrapped`: the whole new text. `done`: it is wrapped already. `by-hand`: why a program should not touch it. */
export type NextConfigEdit =
  | { readonly kind: 'wrapped'; readonly text: string }
  | { readonly kind: 'done' }
  | { readonly kind: 'by-hand'; readonly why: string };

type Statements = Source['program']['body'];

/**
 * Wraps the default export of a `next.config.ts` in `withSso()`, only where it is certainly an object: a function would get
 * Next's arguments, and another wrapper may return one.
 *
 * @param text The file; undefined: there is none, and a new one is written.
 * @param app Name in the registry.
 * @param from What to import `withSso` from.
 * @param registry What to import `sso` from.
 */
export function wrapNextConfig(
  text: string | undefined,
  { app, from, registry }: { readonly app: string; readonly from: string; readonly registry: string },
): NextConfigEdit {
  const line = `import { withSso } from '${from}';\nimport { sso } from '${registry}';`;
  if (text === undefined)
    return { kind: 'wrapped', text: `${line}\n\nexport default withSso(sso, '${app}');\n` };
  if (/\bwithSso\b/.test(text)) return { kind: 'done' };
  const statements = parseSource('next.config.ts', text)?.program.body;
  if (!statements) return { kind: 'by-hand', why: 'it cannot be parsed' };
  const exported = statements.find((node) => node.type === 'ExportDefaultDeclaration')?.declaration;
  if (!exported) return { kind: 'by-hand', why: 'it has no default export' };
  if (!isObject(exported, statements))
    return { kind: 'by-hand', why: 'its default export may be something else than an object' };
  const wrapped = `withSso(sso, '${app}', ${text.slice(exported.start, exported.end)})`;
  const body = text.slice(0, exported.start) + wrapped + text.slice(exported.end);
  const at = statements.findLast(({ type }) => type === 'ImportDeclaration')?.end ?? 0;
  return {
    kind: 'wrapped',
    text: `${body.slice(0, at)}${at > 0 ? '\n' : ''}${line}${at > 0 ? '' : '\n\n'}${body.slice(at)}`,
  };
}

function isObject(exported: Node, statements: Statements): boolean {
  const value = withoutTypes(exported);
  if (value.type === 'ObjectExpression') return true;
  if (value.type !== 'Identifier') return false;
  const constants = statements.flatMap((node) =>
    node.type === 'VariableDeclaration' && node.kind === 'const' ? node.declarations : [],
  );
  const named = constants.find(({ id }) => id.type === 'Identifier' && id.name === value.name);
  return named?.init != null && withoutTypes(named.init).type === 'ObjectExpression';
}
