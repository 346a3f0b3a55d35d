import {
  type ArrowFunctionExpression,
  type EcmaScriptModule,
  type Node,
  type Function as PlainFunction,
  type Program,
  parseSync,
  visitorKeys,
} from 'oxc-parser';
import { lineOf } from '../line-of.ts';

/** One name that a file imports. */
export interface ImportedName {
  /** As this file calls it. */
  readonly local: string;
  /** As the other file calls it; `default`, or `*` for all of it. */
  readonly imported: string;
  /** The specifier, as written. */
  readonly from: string;
  readonly isType: boolean;
  readonly start: number;
  readonly end: number;
}

/** A module that a file names in an import, a re-export, `require` or `import()`. Offsets are those of the literal with quotes. */
export interface Specifier {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** A parsed file. */
export interface Source {
  readonly file: string;
  readonly text: string;
  readonly program: Program;
  readonly imports: readonly ImportedName[];
  /** The same for `const … = require('…')` of CommonJS, at the top of the file. */
  readonly required: readonly ImportedName[];
  readonly specifiers: readonly Specifier[];
  /** `use client`, `use server`, … at its top. */
  readonly directives: ReadonlySet<string>;
  lineAt(offset: number): number;
}

/** Reads and parses a file of a repository; undefined: no such file, or not one the parser understands. */
export type SourceReader = (file: string) => Source | undefined;

/** A node, and those around it: the innermost first. */
export interface Visited {
  readonly node: Node;
  readonly ancestors: readonly Node[];
}

/** Longer files are bundles, not written by hand. */
const MAX_LENGTH = 500_000;

/**
 * Why a file cannot be parsed, for people; undefined: it can.
 *
 * @returns `line`: from 1.
 */
export function parseProblem(
  file: string,
  text: string,
): { readonly line: number; readonly what: string } | undefined {
  if (text.length > MAX_LENGTH) return { line: 1, what: `is longer than ${MAX_LENGTH} characters` };
  if (parseSource(file, text)) return undefined;
  const [error] = parseText(file, text).errors;
  return { line: lineOf(text, error?.labels[0]?.start ?? 0), what: 'is no JavaScript or TypeScript' };
}

/** Parses a file; undefined when it is not JavaScript or TypeScript that the parser understands. */
export function parseSource(file: string, text: string): Source | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const { program, module, errors } = parseText(file, text);
  if (errors.some(({ severity }) => severity === 'Error') && program.body.length === 0) return undefined;
  return {
    file,
    text,
    program,
    imports: readImports(program),
    required: text.includes('require(') ? readRequiredNames(program) : [],
    specifiers: readSpecifiers(program, module, text),
    directives: new Set(
      program.body.flatMap((node) => ('directive' in node && node.directive ? [node.directive] : [])),
    ),
    lineAt: (offset) => lineOf(text, offset),
  };
}

function parseText(file: string, text: string) {
  // Next.js allows JSX in .js files.
  const name = file.replace(/\.([cm]?)js$/, '.$1jsx').replace(/\.[cm]jsx$/, '.jsx');
  return parseSync(name, text, { preserveParens: false });
}

/** Every node below one, itself first, in the order they are written. */
export function* visit(node: Node, ancestors: readonly Node[] = []): Generator<Visited> {
  const open: Visited[] = [{ node, ancestors }];
  for (let visited = open.pop(); visited; visited = open.pop()) {
    yield visited;
    const children = childrenOf(visited.node);
    if (children.length === 0) continue;
    const around = [visited.node, ...visited.ancestors];
    for (let index = children.length - 1; index >= 0; index -= 1) {
      const child = children[index];
      if (child) open.push({ node: child, ancestors: around });
    }
  }
}

function childrenOf(node: Node): readonly Node[] {
  const children: Node[] = [];
  for (const key of visitorKeys[node.type] ?? []) {
    // The keys of a type are exactly its properties that hold nodes, lists of nodes or null.
    const value = (node as unknown as Record<string, Node | readonly (Node | null)[] | null | undefined>)[
      key
    ];
    if (Array.isArray(value)) {
      for (const child of value) if (child) children.push(child);
    } else if (value && 'type' in value) children.push(value);
  }
  return children;
}

/** A function in any of its forms. */
export type FunctionNode = ArrowFunctionExpression | PlainFunction;

/** Whether a node is a function with a body of its own. */
export function isFunction(node: Node): node is FunctionNode {
  return (
    node.type === 'ArrowFunctionExpression' ||
    node.type === 'FunctionExpression' ||
    node.type === 'FunctionDeclaration'
  );
}

/** The innermost function around a node. */
export function enclosingFunction(ancestors: readonly Node[]): FunctionNode | undefined {
  return ancestors.find(isFunction);
}

function readImports(program: Program): readonly ImportedName[] {
  return program.body.flatMap((node) => {
    if (node.type !== 'ImportDeclaration') return [];
    return node.specifiers.map((specifier) => ({
      local: specifier.local.name,
      imported: importedName(specifier),
      from: node.source.value,
      isType:
        node.importKind === 'type' ||
        (specifier.type === 'ImportSpecifier' && specifier.importKind === 'type'),
      start: specifier.start,
      end: specifier.end,
    }));
  });
}

function readRequiredNames(program: Program): readonly ImportedName[] {
  return program.body.flatMap((node) => {
    if (node.type !== 'VariableDeclaration') return [];
    return node.declarations.flatMap(({ id, init, start, end }): readonly ImportedName[] => {
      const from = init ? requiredModule(init) : undefined;
      if (from === undefined) return [];
      if (id.type === 'Identifier')
        return [{ local: id.name, imported: '*', from, isType: false, start, end }];
      if (id.type !== 'ObjectPattern') return [];
      return id.properties.flatMap((property): readonly ImportedName[] => {
        if (property.type !== 'Property' || property.value.type !== 'Identifier') return [];
        if (property.key.type !== 'Identifier') return [];
        const { name: imported } = property.key;
        return [
          {
            local: property.value.name,
            imported,
            from,
            isType: false,
            start: property.start,
            end: property.end,
          },
        ];
      });
    });
  });
}

/** The module of `require('…')`. */
function requiredModule(node: Node): string | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'require')
    return undefined;
  const [argument] = node.arguments;
  return argument?.type === 'Literal' && typeof argument.value === 'string' ? argument.value : undefined;
}

function importedName(
  specifier: Extract<Program['body'][number], { type: 'ImportDeclaration' }>['specifiers'][number],
): string {
  if (specifier.type === 'ImportDefaultSpecifier') return 'default';
  if (specifier.type === 'ImportNamespaceSpecifier') return '*';
  return specifier.imported.type === 'Literal' ? specifier.imported.value : specifier.imported.name;
}

function readSpecifiers(program: Program, record: EcmaScriptModule, text: string): readonly Specifier[] {
  const imports = record.staticImports.map(({ moduleRequest }) => moduleRequest);
  const exports = record.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest }) => moduleRequest ?? []),
  );
  const dynamic = record.dynamicImports.flatMap(({ moduleRequest: { start, end } }) =>
    /^(['"])[^'"]*\1$/.test(text.slice(start, end))
      ? [{ value: text.slice(start + 1, end - 1), start, end }]
      : [],
  );
  // Most files have none, and finding one means walking the whole tree.
  const required = text.includes('require(') ? readRequires(program) : [];
  const unique = new Map([...imports, ...exports, ...dynamic, ...required].map((one) => [one.start, one]));
  return [...unique.values()].toSorted((one, other) => one.start - other.start);
}

function readRequires(program: Program): readonly Specifier[] {
  return [...visit(program)].flatMap(({ node }) => {
    if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'require')
      return [];
    const [argument] = node.arguments;
    if (argument?.type !== 'Literal' || typeof argument.value !== 'string') return [];
    return [{ value: argument.value, start: argument.start, end: argument.end }];
  });
}
