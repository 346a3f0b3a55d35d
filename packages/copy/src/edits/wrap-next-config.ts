import { isFunction, keyName, parseSource, type Source, visit, withoutTypes } from '@repo/next-repository';
import type { Node } from 'oxc-parser';
import { styleOf } from './code-style.ts';
import { addImports, countUses, importLine, type WantedImport } from './edit-imports.ts';
import { type ExportedValue, exportedValues, isModuleExports, topLevelValue } from './exported-values.ts';
import { freeName, readStyle, type SourceStyle } from './source-style.ts';
import { applyEdits, type TextEdit } from './text-edits.ts';

/** `wrapped`: the whole new text. `done`: it is wrapped already. `by-hand`: why a program should not touch it, and what to write. */
export type NextConfigEdit =
  | { readonly kind: 'wrapped'; readonly text: string }
  | { readonly kind: 'done' }
  | { readonly kind: 'by-hand'; readonly why: string; readonly lines: string };

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

/** Why a program does not wrap a value. */
interface Uncertain {
  readonly why: string;
  readonly at: Node;
}

interface Context {
  readonly source: Source;
  readonly wrap: NextConfigWrap;
  readonly style: SourceStyle;
  /** What the file calls the registry. */
  readonly sso: string;
}

/**
 * Wraps the settings of a `next.config` in `withSso()`: the object itself wherever it certainly is one, inside the calls of
 * plugins. A function gets one around it that passes its arguments on. Everything else of the file stays.
 *
 * @param text The file; undefined: there is none, and a new one is written.
 */
export function wrapNextConfig(text: string | undefined, wrap: NextConfigWrap): NextConfigEdit {
  const source = parseSource('next.config.ts', text ?? '');
  if (!source || text === undefined || text.trim() === '') {
    const style = { ...styleOf(''), isCommonJs: wrap.format === 'cjs' };
    const created = newConfig(wrap, style);
    return source
      ? { kind: 'wrapped', text: created }
      : { kind: 'by-hand', why: 'it cannot be parsed', lines: created };
  }
  if (countUses(source, 'withSso') > 0) return { kind: 'done' };
  const style = readStyle(source);
  const context: Context = {
    source,
    wrap,
    style: { ...style, isTyped: wrap.format === undefined ? style.isTyped : wrap.format === 'ts' },
    sso: countUses(source, 'sso') > 0 ? freeName(text, 'ssoRegistry') : 'sso',
  };
  const exported = findConfig(source);
  const edits = 'why' in exported ? exported : wrapExport(exported, context);
  if ('why' in edits) return { kind: 'by-hand', why: edits.why, lines: linesByHand(edits, context) };
  const first = Math.min(...edits.map(({ start }) => start));
  const imports = addImports(source, wantedImports(context), first);
  return { kind: 'wrapped', text: applyEdits(text, [imports, ...edits]) };
}

function newConfig(
  { app, from = PACKAGE, registry }: NextConfigWrap,
  style: Parameters<typeof importLine>[1],
): string {
  const lines = [
    importLine({ name: 'withSso', from }, style),
    importLine({ name: 'sso', from: registry }, style),
  ];
  const head = style.isCommonJs ? 'module.exports =' : 'export default';
  return `${lines.join('\n')}\n\n${head} withSso(sso, '${app}');\n`;
}

const PACKAGE = '@subdomain-sso/auth/next-config';

function wantedImports({ wrap: { from = PACKAGE, registry }, sso }: Context): readonly WantedImport[] {
  return [
    { name: 'withSso', from },
    { name: 'sso', local: sso, from: registry },
  ];
}

/** The one place where the settings are exported. Later ones may only wrap it: `module.exports = withX(module.exports)`. */
function findConfig(source: Source): ExportedValue | Uncertain {
  const exported = exportedValues(source).find(({ name }) => name === 'default');
  if (!exported) return { why: 'it has no default export', at: source.program };
  if (exported.isListed || !exported.value)
    return { why: 'it exports its settings in a list, or from another file', at: exported.statement };
  const others = [...visit(source.program)].flatMap(({ node }) =>
    node.type === 'AssignmentExpression' && isModuleExports(node.left) && node.right !== exported.value
      ? [node.right]
      : [],
  );
  const other = others.find((value) => !wrapsExports(value));
  return other ? { why: 'it sets module.exports more than once', at: other } : exported;
}

function wrapsExports(written: Node): boolean {
  const value = withoutTypes(written);
  if (value.type !== 'CallExpression') return isModuleExports(value);
  return value.arguments[0] !== undefined && wrapsExports(value.arguments[0]);
}

function wrapExport(exported: ExportedValue, context: Context): readonly TextEdit[] | Uncertain {
  const { value: written, statement } = exported;
  if (!written) return { why: 'another file exports it', at: statement };
  const value = withoutTypes(written);
  if (isFunction(value)) return wrapInlineFunction(exported, value, context);
  const named = value.type === 'Identifier' ? topLevelValue(context.source, value.name) : undefined;
  const target = named && withoutTypes(named);
  if (value.type !== 'Identifier' || !target || !isFunction(target)) return wrapValue(written, context);
  const call = callOf(value.name, hasParameters(target), context);
  return [{ start: value.start, end: value.end, text: value === written ? call : `(${call})` }];
}

/** A function that is written in the export gets a name, so that another one can call it. */
function wrapInlineFunction(
  { head, statement, value }: ExportedValue,
  target: Node,
  context: Context,
): readonly TextEdit[] {
  const { source, style } = context;
  const declared = value?.type === 'FunctionDeclaration' ? value.id?.name : undefined;
  const name = declared ?? freeName(source.text, 'nextConfig', 'ownConfig');
  const call = callOf(name, hasParameters(target), context);
  const end = source.text[statement.end - 1] === ';' || declared !== undefined ? '' : style.semicolon;
  const written = style.isCommonJs ? source.text.slice(head.start, head.end) : 'export default ';
  const added = `${end}${style.newline}${style.newline}${written}${call}${style.semicolon}`;
  return [
    { ...head, text: declared === undefined ? `const ${name} = ` : '' },
    { start: statement.end, end: statement.end, text: added },
  ];
}

/** A function with the same parameters as `name`. */
function callOf(name: string, takesArguments: boolean, { source, wrap, style, sso }: Context): string {
  const args = freeName(source.text, 'args');
  const type = style.isTyped ? `: Parameters<typeof ${name}>` : '';
  const given = takesArguments ? `...${args}${type}` : '';
  const passed = takesArguments ? `...${args}` : '';
  return `async (${given}) => withSso(${sso}, ${quoted(wrap.app, style)}, await ${name}(${passed}))`;
}

function hasParameters(target: Node): boolean {
  if (!isFunction(target)) return false;
  return (
    target.params.length > 0 ||
    [...visit(target)].some(({ node }) => node.type === 'Identifier' && node.name === 'arguments')
  );
}

/** Wraps the innermost value that certainly is an object. */
function wrapValue(
  written: Node,
  context: Context,
  seen: readonly string[] = [],
): readonly TextEdit[] | Uncertain {
  const value = withoutTypes(written);
  if (isObject(value, context.source)) return aroundObject(written, context);
  switch (value.type) {
    case 'CallExpression': {
      const [config] = value.arguments;
      if (!config) return { why: 'what it exports is the result of a call without settings', at: value };
      return isPlugin(value.callee, config, context.source)
        ? wrapValue(config, context, seen)
        : { why: 'it calls something that may be no plugin of Next.js', at: value };
    }
    case 'AwaitExpression':
      return wrapValue(value.argument, context, seen);
    case 'ConditionalExpression': {
      const one = wrapValue(value.consequent, context, seen);
      const other = wrapValue(value.alternate, context, seen);
      if ('why' in one) return one;
      return 'why' in other ? other : [...one, ...other];
    }
    case 'Identifier': {
      const constant = topLevelValue(context.source, value.name);
      if (constant && !isFunction(withoutTypes(constant)) && !seen.includes(value.name))
        return wrapValue(constant, context, [...seen, value.name]);
      return { why: whyUnknown(value.name, context.source), at: value };
    }
    default:
      if (isFunction(value)) return { why: 'it gives a function to a plugin', at: value };
      return { why: 'its default export may be something else than an object', at: value };
  }
}

function whyUnknown(name: string, source: Source): string {
  const from = source.imports.find(({ local }) => local === name)?.from;
  if (from !== undefined) return `its settings come from ${from}, and may be something else than an object`;
  return `${name} may be something else than an object when it is exported`;
}

function aroundObject(written: Node, context: Context): readonly TextEdit[] {
  const { wrap, style, sso, source } = context;
  // A constant without a type has properties of type string where NextConfig allows a few words: its object is wrapped.
  const place = (style.isTyped && untypedLiteral(withoutTypes(written), source)) || written;
  return [
    { start: place.start, end: place.start, text: `withSso(${sso}, ${quoted(wrap.app, style)}, ` },
    { start: place.end, end: place.end, text: ')' },
  ];
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

function isObject(value: Node, source: Source, seen: readonly string[] = []): boolean {
  if (value.type === 'ObjectExpression') return true;
  if (value.type !== 'Identifier' || seen.includes(value.name)) return false;
  const constant = topLevelValue(source, value.name);
  return constant !== undefined && isObject(withoutTypes(constant), source, [...seen, value.name]);
}

/**
 * Whether a call certainly takes the settings first and returns them: `withMdx(config)`, `createMdx({ … })(config)`,
 * `analyzer(nextConfig)`. `merge(config, other)` would replace what `withSso` has set.
 */
function isPlugin(callee: Node, config: Node, source: Source): boolean {
  const name = calleeName(callee);
  if (name !== undefined && /^with[A-Z\d_]/.test(name)) return true;
  if (callee.type === 'CallExpression') return !/merge|assign/i.test(calleeName(callee.callee) ?? '');
  if (callee.type !== 'Identifier' || /merge|assign|extend|freeze/i.test(callee.name)) return false;
  const made = topLevelValue(source, callee.name);
  if (made?.type === 'CallExpression') return requiresNothing(made) || isConfigName(config);
  return isConfigName(config);
}

/** A constant that a call made, not `require('…')`, is a plugin with its options. */
function requiresNothing({ callee }: Extract<Node, { type: 'CallExpression' }>): boolean {
  return callee.type !== 'Identifier' || callee.name !== 'require';
}

function isConfigName(config: Node): boolean {
  const value = withoutTypes(config);
  return value.type === 'CallExpression' || (value.type === 'Identifier' && /config/i.test(value.name));
}

function calleeName(callee: Node): string | undefined {
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' ? keyName(callee.property) : undefined;
}

function quoted(name: string, { quote }: SourceStyle): string {
  return `${quote}${name}${quote}`;
}

/** What to write, with their own code where it is short. */
function linesByHand({ at }: Uncertain, context: Context): string {
  const { source, style, wrap, sso } = context;
  const imports = wantedImports(context).map((each) => importLine(each, style));
  const written = source.text.slice(at.start, at.end);
  const isSettings = !isFunction(at) && !/^(?:Program|Array|Export)/.test(at.type);
  const isShort = isSettings && !written.includes('\n');
  const call = `withSso(${sso}, ${quoted(wrap.app, style)}, ${isShort ? written : 'nextConfig'})`;
  const statement = source.program.body.find(({ start, end }) => start <= at.start && at.end <= end);
  if (!isShort || !statement) {
    const head = style.isCommonJs ? 'module.exports =' : 'export default';
    return [...imports, '', `${head} ${call}${style.semicolon}`].join('\n');
  }
  const { start } = statement;
  const own = source.text.slice(start, statement.end);
  const line = own.slice(0, at.start - start) + call + own.slice(at.end - start);
  return [...imports, '', line].join('\n');
}
