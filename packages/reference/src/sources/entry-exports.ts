import { dirname, join } from 'node:path';
import type { Node, Statement } from 'oxc-parser';
import { readSource, type SourceFile } from './source-file.ts';

/** What an entry point exports under one name. */
export interface ExportedName {
  readonly name: string;
  readonly kind: 'function' | 'class' | 'value' | 'type';
  /** Docstring, without stars. */
  readonly doc: string;
  /** Of a function: its head, without its body. */
  readonly signature: string | undefined;
}

/** Lists what a module exports, in the order of its lines. @param path Relative to the root of the repository. */
export function readExports(path: string): readonly ExportedName[] {
  const source = readSource(path);
  return source.program.body.flatMap((statement) => exportsOf(statement, path, source));
}

function exportsOf(statement: Statement, path: string, source: SourceFile): readonly ExportedName[] {
  if (statement.type !== 'ExportNamedDeclaration') return [];
  if (statement.declaration) return declared(statement.declaration, statement, source);
  const from = statement.source?.value;
  const target = from ? join(dirname(path), from) : path;
  return statement.specifiers.flatMap(({ local, exported }) => {
    const [inside, outside] = [nameOf(local), nameOf(exported)];
    const found = findDeclaration(target, inside);
    return found ? [{ ...found, name: outside }] : [];
  });
}

function findDeclaration(path: string, name: string): ExportedName | undefined {
  const source = readSource(path);
  const direct = source.program.body
    .flatMap((statement) => {
      if (statement.type === 'ExportNamedDeclaration' && statement.declaration)
        return declared(statement.declaration, statement, source);
      return declared(statement, statement, source);
    })
    .find((each) => each.name === name);
  return direct ?? readExports(path).find((each) => each.name === name);
}

/** @param outer The statement with `export`, which the docstring stands before. */
function declared(node: Node, outer: Node, source: SourceFile): readonly ExportedName[] {
  const doc = source.docOf(outer);
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'TSDeclareFunction': {
      const end = node.body?.start ?? node.end;
      const signature = source.text
        .slice(node.start, end)
        .replace(/\s+/g, ' ')
        .replace(/\( /g, '(')
        .replace(/,? \)/g, ')')
        .trim();
      return node.id ? [{ name: node.id.name, kind: 'function', doc, signature }] : [];
    }
    case 'ClassDeclaration':
      return node.id ? [{ name: node.id.name, kind: 'class', doc, signature: undefined }] : [];
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      return [{ name: node.id.name, kind: 'type', doc, signature: undefined }];
    case 'VariableDeclaration':
      return node.declarations.flatMap(({ id }) =>
        id.type === 'Identifier'
          ? [{ name: id.name, kind: 'value' as const, doc, signature: undefined }]
          : [],
      );
    default:
      return [];
  }
}

function nameOf(node: Node): string {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'Literal' ? String(node.value) : '';
}
