import { isFunction, type Source, visit, withoutTypes } from '@repo/next-repository';
import type { Node } from 'oxc-parser';
import { addImports, countUses } from './edit-imports.ts';
import { type ExportedValue, topLevelValue } from './exported-values.ts';
import { freeName, type SourceStyle } from './source-style.ts';
import type { TextEdit } from './text-edits.ts';

/** Edits of a proxy, with what the team should know; a string: why a program does not make them. */
export type ProxyEdits = { readonly edits: readonly TextEdit[]; readonly notes: readonly string[] } | string;

/** What is known beside the file. */
export interface PlainContext {
  readonly from: string;
  readonly style: SourceStyle;
  readonly hasClerkElsewhere: boolean | undefined;
}

/** Parameters of the middleware that these packages make, where `NextMiddleware` would not fit. */
const MADE_BY: ReadonlyMap<string, number> = new Map([['next-intl/middleware', 1]]);

/**
 * Makes a proxy without Clerk the handler of `createAuthProxy()`: it gets the request as before.
 *
 * @param target What the file exports as its proxy.
 */
export function wrapPlainProxy(source: Source, target: ExportedValue, context: PlainContext): ProxyEdits {
  const { value: written, isListed } = target;
  if (!written) return 'another file has the proxy: it may call clerkMiddleware()';
  if (isListed) return 'it exports its proxy in a list';
  const value = withoutTypes(written);
  const found =
    value.type === 'Identifier'
      ? wrapNamed(source, target, value, context)
      : wrapWritten(source, target, value, context);
  if (typeof found === 'string') return found;
  const wanted = [{ name: 'createAuthProxy', from: context.from }];
  const types = found.needsType ? [typeImport(source, context.style)] : [];
  const first = Math.min(...found.edits.map(({ start }) => start));
  return { edits: [addImports(source, wanted, first), ...types, ...found.edits], notes: [] };
}

type Plain = { readonly edits: readonly TextEdit[]; readonly needsType?: boolean } | string;

/** `export default intl`: only the export changes. */
function wrapNamed(
  source: Source,
  { statement }: ExportedValue,
  value: Extract<Node, { type: 'Identifier' }>,
  context: PlainContext,
): Plain {
  const declared = topLevelValue(source, value.name);
  const isImported = source.imports.some(({ local }) => local === value.name);
  if (!declared && !(isImported && context.hasClerkElsewhere === false))
    return `${value.name} may call clerkMiddleware(): it comes from another file, or is set later`;
  const target = withoutTypes(declared ?? value);
  if (isFunction(target) || madeParameters(source, target) !== undefined) {
    const parameters = parametersOf(source, target, hasTypeOf(source, value.name));
    return {
      edits: [{ start: value.start, end: value.end, text: created(value.name, parameters) }],
    };
  }
  const why = declared && whyUncertain(source, target, context);
  if (why !== undefined) return why;
  const name = freeName(source.text, 'handleRequest');
  const { semicolon, newline, isTyped } = context.style;
  // A type that both sides have: the middleware may take one argument or two.
  const line = `const ${name}${isTyped ? ': NextMiddleware' : ''} = ${value.name}${semicolon}${newline}`;
  return {
    edits: [
      { start: statement.start, end: statement.start, text: line },
      { start: value.start, end: value.end, text: created(name, 2) },
    ],
    needsType: isTyped,
  };
}

/** A function or call in the export gets a name of its own, and the export follows it. */
function wrapWritten(source: Source, target: ExportedValue, value: Node, context: PlainContext): Plain {
  const { style } = context;
  const { statement, name: exported } = target;
  const why = isFunction(value) ? undefined : whyUncertain(source, value, context);
  if (why !== undefined) return why;
  const declared = value.type === 'FunctionDeclaration' ? value.id : null;
  const isDefault = exported === 'default';
  const name = declared && isDefault ? declared.name : freeName(source.text, 'handleRequest');
  const variable = variableOf(statement);
  if (variable === 'several') return 'it declares its proxy together with others';
  const renamed = declared ?? variable;
  if (!isDefault && renamed && countUses(source, exported) > 1)
    return `${exported} is used in the file itself`;
  const isTyped = variable ? variable.isTyped : false;
  const parameters = isTyped ? 2 : parametersOf(source, value, false);
  const needsType = !isTyped && !isFunction(value) && style.isTyped && !madeParameters(source, value);
  const type = needsType ? ': NextMiddleware' : '';
  return {
    edits: [
      ...named(target, { name, type, declared, variable }),
      after(source, target, { name, parameters, style }),
    ],
    needsType,
  };
}

interface Variable {
  readonly start: number;
  readonly end: number;
  readonly isTyped: boolean;
}

/** The variable of `export const middleware = …`. */
function variableOf(statement: Node): Variable | 'several' | undefined {
  if (statement.type !== 'ExportNamedDeclaration' || statement.declaration?.type !== 'VariableDeclaration')
    return undefined;
  const [first, ...others] = statement.declaration.declarations;
  if (first?.id.type !== 'Identifier' || others.length > 0) return 'several';
  const { start, name, typeAnnotation } = first.id;
  return { start, end: start + name.length, isTyped: Boolean(typeAnnotation) };
}

/** The value's statement, no longer exported. */
function named(
  { head, name: exported, statement }: ExportedValue,
  {
    name,
    type,
    declared,
    variable,
  }: {
    readonly name: string;
    readonly type: string;
    readonly declared: Node | null;
    readonly variable: Variable | undefined;
  },
): readonly TextEdit[] {
  if (variable && statement.type === 'ExportNamedDeclaration')
    return [
      { start: statement.start, end: statement.declaration?.start ?? statement.start, text: '' },
      { start: variable.start, end: variable.end, text: `${name}${type}` },
    ];
  if (!declared) return [{ ...head, text: `const ${name}${type} = ` }];
  const rename = exported === 'default' ? [] : [{ start: declared.start, end: declared.end, text: name }];
  return [{ ...head, text: '' }, ...rename];
}

/** The new export, below the value's statement. */
function after(
  source: Source,
  { head, name: exported, statement, value }: ExportedValue,
  {
    name,
    parameters,
    style: { newline, semicolon, isCommonJs },
  }: { readonly name: string; readonly parameters: number; readonly style: SourceStyle },
): TextEdit {
  const isEnded =
    source.text[statement.end - 1] === ';' || (value?.type === 'FunctionDeclaration' && Boolean(value.id));
  const exports = isCommonJs
    ? source.text.slice(head.start, head.end)
    : exported === 'default'
      ? 'export default '
      : `export const ${exported} = `;
  const text = `${isEnded ? '' : semicolon}${newline}${newline}${exports}${created(name, parameters)}${semicolon}`;
  return { start: statement.end, end: statement.end, text };
}

function created(name: string, parameters: number): string {
  if (parameters === 0) return `createAuthProxy({ handler: () => ${name}() })`;
  const passed = parameters === 1 ? 'request' : 'request, event';
  return `createAuthProxy({ handler: (_auth, ${passed}) => ${name}(${passed}) })`;
}

/** How many arguments it takes; two where that is not written. */
function parametersOf(source: Source, value: Node, isTyped: boolean): number {
  if (isTyped) return 2;
  if (!isFunction(value)) return madeParameters(source, value) ?? 2;
  const takesMore = [...visit(value)].some(
    ({ node }) => node.type === 'RestElement' || (node.type === 'Identifier' && node.name === 'arguments'),
  );
  return takesMore ? 2 : Math.min(value.params.length, 2);
}

function hasTypeOf({ program }: Source, name: string): boolean {
  return [...visit(program)].some(
    ({ node }) =>
      node.type === 'VariableDeclarator' &&
      node.id.type === 'Identifier' &&
      node.id.name === name &&
      Boolean(node.id.typeAnnotation),
  );
}

function madeParameters(source: Source, value: Node): number | undefined {
  return MADE_BY.get(importOf(source, value)?.from ?? '');
}

/** Where the function of a call comes from. */
function importOf(source: Source, value: Node): Source['imports'][number] | undefined {
  if (value.type !== 'CallExpression') return undefined;
  const callee = value.callee.type === 'MemberExpression' ? value.callee.object : value.callee;
  if (callee.type !== 'Identifier') return undefined;
  return source.imports.find(({ local }) => local === callee.name);
}

/** A call of a library makes a middleware. One of the team's own files, or of a package for sessions, may call Clerk. */
function whyUncertain(source: Source, value: Node, { hasClerkElsewhere }: PlainContext): string | undefined {
  if (value.type !== 'CallExpression') return 'what it exports may be no function';
  const made = importOf(source, value);
  if (!made) return 'what it exports is the result of a call that a program cannot follow';
  if (hasClerkElsewhere === false) return undefined;
  const isOwn = /^(?:[./~#]|@\/|src\/)/.test(made.from);
  if (isOwn || /auth|clerk|session/i.test(`${made.local} ${made.from}`))
    return `what it exports is made by ${made.from}, and may call clerkMiddleware()`;
  return undefined;
}

function typeImport(source: Source, style: SourceStyle): TextEdit {
  const { quote, semicolon } = style;
  const line = `import type { NextMiddleware } from ${quote}next/server${quote}${semicolon}`;
  const isThere = source.imports.some(({ local }) => local === 'NextMiddleware');
  const at = addImports(source, []);
  return { ...at, text: isThere ? '' : `${style.newline}${line}` };
}
