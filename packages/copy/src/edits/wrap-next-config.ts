import { isFunction, parseSource, type Source, visit, withoutTypes } from '@repo/next-repository';
import type { Node } from 'oxc-parser';
import { inStyle, styleOf } from './code-style.ts';
import { addImports, countUses, importLine, type WantedImport } from './edit-imports.ts';
import { type ExportedValue, exportedValues, isModuleExports, topLevelValue } from './exported-values.ts';
import { freeName, readStyle, type SourceStyle } from './source-style.ts';
import { applyEdits, type CodeEdit, type TextEdit } from './text-edits.ts';

export interface NextConfigWrap {
  /** Name in the registry. */
  readonly app: string;
  /** What to import `withSso` from; default: the package. */
  readonly from?: string;
  /** What to import `sso` from. */
  readonly registry: string;
  /** How the file is written; default: what is seen in it. */
  readonly format?: 'ts' | 'esm' | 'cjs';
}

interface Context {
  readonly source: Source;
  readonly wrap: NextConfigWrap;
  readonly style: SourceStyle;
  /** What the file calls the registry. */
  readonly sso: string;
}

const PACKAGE = '@subdomain-sso/auth/next-config';

/**
 * Wraps what a `next.config` exports in `withSso()`: an object, a function, the result of a plugin. Everything else of the file
 * stays.
 *
 * @param text The file; undefined: there is none, and a new one is written.
 */
export function wrapNextConfig(text: string | undefined, wrap: NextConfigWrap): CodeEdit {
  if (text === undefined || text.trim() === '')
    return { kind: 'wrapped', text: newConfig(wrap, wrap.format === 'cjs'), notes: [] };
  const source = parseSource('next.config.ts', text);
  if (!source)
    return { kind: 'by-hand', why: 'it cannot be parsed', lines: newConfig(wrap, false, 'nextConfig') };
  if (countUses(source, 'withSso') > 0) return { kind: 'done' };
  const style = readStyle(source);
  const sso = countUses(source, 'sso') > 0 ? freeName(text, 'ssoRegistry') : 'sso';
  const isTyped = wrap.format === undefined ? style.isTyped : wrap.format === 'ts';
  const context: Context = { source, wrap, style: { ...style, isTyped }, sso };
  const exported = findConfig(source);
  const edits = typeof exported === 'string' ? exported : wrapExport(exported, context);
  if (typeof edits === 'string')
    return { kind: 'by-hand', why: edits, lines: newConfig(wrap, style.isCommonJs, 'nextConfig') };
  const first = Math.min(...edits.map(({ start }) => start));
  const imports = addImports(source, wantedImports(context), first);
  return { kind: 'wrapped', text: applyEdits(text, [imports, ...edits]), notes: [] };
}

/** A whole file; also the lines to write by hand, around `settings`. */
function newConfig(
  { app, from = PACKAGE, registry }: NextConfigWrap,
  isCommonJs: boolean,
  settings?: string,
): string {
  const style = { ...styleOf(''), isCommonJs };
  const imports = [
    importLine({ name: 'withSso', from }, style),
    importLine({ name: 'sso', from: registry }, style),
  ];
  const head = isCommonJs ? 'module.exports =' : 'export default';
  const given = settings === undefined ? '' : `, ${settings}`;
  return `${imports.join('\n')}\n\n${head} withSso(sso, '${app}'${given});\n`;
}

function wantedImports({ wrap: { from = PACKAGE, registry }, sso }: Context): readonly WantedImport[] {
  return [
    { name: 'withSso', from },
    { name: 'sso', local: sso, from: registry },
  ];
}

/** The last place where the settings are exported: `module.exports = withX(module.exports)` wraps those before it. */
function findConfig(source: Source): ExportedValue | string {
  const all = exportedValues(source).filter(({ name }) => name === 'default');
  const exported = all.at(-1);
  if (!exported) return 'it has no default export';
  if (exported.isListed || !exported.value) return 'it exports its settings in a list, or from another file';
  const isSetElsewhere = [...visit(source.program)].some(
    ({ node }) =>
      node.type === 'AssignmentExpression' &&
      isModuleExports(node.left) &&
      all.every(({ value }) => value !== node.right),
  );
  return isSetElsewhere ? 'it sets module.exports under a condition' : exported;
}

function wrapExport({ value, statement }: ExportedValue, context: Context): readonly TextEdit[] | string {
  const { wrap, style, sso, source } = context;
  if (!value) return 'another file exports it';
  if (isCalledInPlace(value))
    return 'its default export is a promise, which withSso() cannot wrap: export the function itself';
  const isDeclared = value.type === 'FunctionDeclaration';
  if (isDeclared && value.id && countUses(source, value.id.name) > 1)
    return `its default export, ${value.id.name}(), is used in the file itself`;
  // A constant without a type has properties of type string where NextConfig allows a few words: its object is wrapped.
  const place = (style.isTyped && untypedLiteral(withoutTypes(value), source)) || value;
  // A declared function becomes an expression, which ends its statement.
  const end = isDeclared && source.text[statement.end - 1] !== ';' ? style.semicolon : '';
  return [
    { start: place.start, end: place.start, text: inStyle(`withSso(${sso}, '${wrap.app}', `, style) },
    { start: place.end, end: place.end, text: `)${end}` },
  ];
}

/** `(async () => ({ … }))()`. */
function isCalledInPlace(written: Node): boolean {
  const value = withoutTypes(written);
  return value.type === 'CallExpression' && isFunction(value.callee) && value.callee.async;
}

/** The object of a constant that is used once and whose type is inferred; undefined: its type is written, or fits as it is. */
function untypedLiteral(value: Node, source: Source): Node | undefined {
  if (value.type !== 'Identifier' || countUses(source, value.name) !== 2) return undefined;
  const literal = topLevelValue(source, value.name);
  if (literal?.type !== 'ObjectExpression') return undefined;
  const isTyped = [...visit(source.program)].some(
    ({ node }) =>
      node.type === 'VariableDeclarator' &&
      node.init === literal &&
      'typeAnnotation' in node.id &&
      node.id.typeAnnotation,
  );
  const hasWord = [...visit(literal)].some(
    ({ node, ancestors: [parent] }) =>
      node.type === 'Literal' &&
      typeof node.value === 'string' &&
      parent?.type === 'Property' &&
      parent.value === node,
  );
  return isTyped || !hasWord ? undefined : literal;
}
