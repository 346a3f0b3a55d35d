import { type Source, visit } from '@repo/next-repository';
import type { Node } from 'oxc-parser';
import { type CodeStyle, inStyle } from './code-style.ts';
import { readStyle, type SourceStyle } from './source-style.ts';
import type { TextEdit } from './text-edits.ts';

/** A name that a file imports, or takes out of `require()`. */
export interface NamedImport {
  /** As the file calls it. */
  readonly local: string;
  readonly specifier: Node;
  /** Everything that the same statement imports, in order. */
  readonly siblings: readonly Node[];
  readonly statement: Node;
}

/** A name to import. */
export interface WantedImport {
  readonly name: string;
  /** As the file will call it; default: `name`. */
  readonly local?: string;
  readonly from: string;
}

/** Finds where a file imports a name; undefined: nowhere, or as a type only. */
export function findImport({ program }: Source, name: string, from: RegExp): NamedImport | undefined {
  for (const statement of program.body) {
    const found =
      statement.type === 'ImportDeclaration'
        ? findSpecifier(statement, name, from)
        : findRequired(statement, name, from);
    if (found) return found;
  }
  return undefined;
}

function findSpecifier(
  statement: Extract<Node, { type: 'ImportDeclaration' }>,
  name: string,
  from: RegExp,
): NamedImport | undefined {
  const { specifiers: siblings, importKind, source } = statement;
  if (importKind === 'type' || !from.test(source.value)) return undefined;
  for (const specifier of siblings) {
    if (specifier.type !== 'ImportSpecifier' || specifier.importKind === 'type') continue;
    const imported =
      specifier.imported.type === 'Literal' ? specifier.imported.value : specifier.imported.name;
    if (imported === name) return { local: specifier.local.name, specifier, siblings, statement };
  }
  return undefined;
}

/** `const { name: local } = require('from')`. */
function findRequired(statement: Node, name: string, from: RegExp): NamedImport | undefined {
  if (statement.type !== 'VariableDeclaration' || statement.declarations.length !== 1) return undefined;
  const [declarator] = statement.declarations;
  if (declarator?.id.type !== 'ObjectPattern' || !declarator.init) return undefined;
  const required = requiredModule(declarator.init);
  if (required === undefined || !from.test(required)) return undefined;
  const siblings = declarator.id.properties;
  for (const specifier of siblings) {
    if (specifier.type !== 'Property' || specifier.value.type !== 'Identifier') continue;
    if (specifier.key.type !== 'Identifier' || specifier.key.name !== name) continue;
    return { local: specifier.value.name, specifier, siblings, statement };
  }
  return undefined;
}

/** The module of `require('…')`, whatever is then called or read of it. */
function requiredModule(value: Node): string | undefined {
  if (value.type === 'MemberExpression') return requiredModule(value.object);
  if (value.type !== 'CallExpression') return undefined;
  if (value.callee.type !== 'Identifier' || value.callee.name !== 'require')
    return requiredModule(value.callee);
  const [name] = value.arguments;
  return name?.type === 'Literal' && typeof name.value === 'string' ? name.value : undefined;
}

/** Imports one name in place of another: where that was alone in its statement, in the same place. */
export function replaceImport(source: Source, old: NamedImport, wanted: WantedImport): readonly TextEdit[] {
  const { statement, siblings, specifier } = old;
  if (siblings.length === 1) {
    const line = importLine(wanted, readStyle(source));
    return [{ start: statement.start, end: statement.end, text: line }];
  }
  const index = siblings.indexOf(specifier);
  const next = siblings[index + 1];
  const previous = siblings[index - 1];
  const removal = next
    ? { start: specifier.start, end: next.start, text: '' }
    : removalAtEnd(source.text, specifier, previous);
  return [removal, addImports(source, [wanted])];
}

function removalAtEnd(text: string, specifier: Node, previous: Node | undefined): TextEdit {
  const start = previous?.end ?? specifier.start;
  if (previous?.type !== 'ImportDefaultSpecifier') return { start, end: specifier.end, text: '' };
  return { start, end: text.indexOf('}', specifier.end) + 1, text: '' };
}

/**
 * Adds imports after the last one, or at the top: below directives and comments on the whole file.
 *
 * @param before In CommonJS, where the first of them is used.
 */
export function addImports(
  source: Source,
  wanted: readonly WantedImport[],
  before = Number.POSITIVE_INFINITY,
): TextEdit {
  const style = readStyle(source);
  const lines = wanted.map((each) => importLine(each, style)).join(style.newline);
  const last =
    source.program.body.findLast(({ type }) => type === 'ImportDeclaration') ?? lastRequire(source, before);
  const directive = source.program.body.findLast((node) => 'directive' in node && Boolean(node.directive));
  const above = last ?? directive;
  if (!above) {
    const at = endOfHeader(source.text);
    return { start: at, end: at, text: `${lines}${style.newline}${style.newline}` };
  }
  const at = endOfLine(source.text, above.end);
  return { start: at, end: at, text: `${last ? '' : style.newline}${style.newline}${lines}` };
}

/** The last of the `require` statements that a file begins with. */
function lastRequire({ program }: Source, before: number): Node | undefined {
  let last: Node | undefined;
  for (const node of program.body) {
    if ('directive' in node && node.directive) continue;
    const isRequire =
      node.type === 'VariableDeclaration' &&
      node.declarations.every(({ init }) => init && requiredModule(init) !== undefined);
    if (!isRequire || node.end > before) break;
    last = node;
  }
  return last;
}

/** One line, in the style of the file. */
export function importLine(
  { name, local = name, from }: WantedImport,
  style: CodeStyle & Pick<SourceStyle, 'isCommonJs'>,
): string {
  const isSame = local === name;
  const line = style.isCommonJs
    ? `const { ${isSame ? name : `${name}: ${local}`} } = require('${from}');`
    : `import { ${isSame ? name : `${name} as ${local}`} } from '${from}';`;
  return inStyle(line, style);
}

/** Past a comment that belongs to the line. */
function endOfLine(text: string, at: number): number {
  const comment = /^[ \t]*(?:\/\/[^\r\n]*|\/\*(?:(?!\*\/)[^\r\n])*\*\/[ \t]*)?(?=\r?\n|$)/.exec(
    text.slice(at),
  );
  return at + (comment?.[0].length ?? 0);
}

/** A byte order mark, `#!`, and comments that are about the whole file, not about its first statement. */
const HEADER =
  /^\uFEFF?(?:#![^\n]*\n|[ \t]*\/\/[ \t]*@ts-(?:no)?check[^\n]*\n|[ \t]*\/[/*][ \t]*(?:eslint-disable|biome-ignore-all)(?!-)[^\n]*\n|(?:[ \t]*\/\/[^\n]*\n)+[ \t]*\r?\n|[ \t]*\/\*(?:(?!\*\/|@type)[\s\S])*\*\/[ \t]*\r?\n[ \t]*\r?\n|[ \t]*\r?\n)*/;

function endOfHeader(text: string): number {
  return HEADER.exec(text)?.[0].length ?? 0;
}

/** How often a file names something: its declaration, reads and exports; not its import, and not properties of that name. */
export function countUses({ program }: Source, name: string): number {
  return [...visit(program)].filter(({ node, ancestors: [parent] }) => {
    if (node.type !== 'Identifier' && node.type !== 'JSXIdentifier') return false;
    if (node.name !== name || parent?.type === 'ImportSpecifier' || parent?.type === 'JSXAttribute')
      return false;
    if (parent?.type === 'MemberExpression') return parent.object === node || parent.computed;
    if (parent?.type === 'ExportSpecifier') return parent.local === node;
    return parent?.type !== 'Property' || parent.value === node || parent.computed;
  }).length;
}
