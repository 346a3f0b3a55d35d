import { fileURLToPath } from 'node:url';
import type { Argument, Node } from 'oxc-parser';
import { globSync } from 'tinyglobby';
import { readSource, type SourceFile, walk } from './source-file.ts';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));

/** A code of an error class. */
export interface ErrorCode {
  readonly code: string;
  /** Messages with which it is thrown, each once; `…` stands for what differs. */
  readonly messages: readonly string[];
  /** What to do, where the table of the class says it once for all messages. */
  readonly fix: string | undefined;
}

/**
 * Lists the codes of an error class in the order of their table, with the messages of the places that throw them.
 *
 * @param file Where the class is, relative to the root. Its codes are the keys of the first table before it, or the literals of a
 *   union type.
 */
export function readErrorCodes(file: string, className: string): readonly ErrorCode[] {
  const folder = file.slice(0, file.indexOf('/src/'));
  const thrown = new Map<string, Set<string>>();
  // Commands throw errors of the packages behind them, too.
  const sources = globSync([`${folder}/src/**/*.{ts,tsx}`, 'packages/cli/src/**/*.ts'], {
    cwd: ROOT,
    ignore: ['**/*.{test,fixture}.*'],
  });
  for (const path of sources) {
    const source = readSource(path);
    if (!source.text.includes(`new ${className}(`)) continue;
    walk(source.program, (node) => noteThrown(node, className, thrown));
  }
  return declaredCodes(readSource(file)).map(({ code, fix }) => ({
    code,
    messages: [...(thrown.get(code) ?? [])],
    fix,
  }));
}

function noteThrown(node: Node, className: string, thrown: Map<string, Set<string>>): void {
  if (node.type !== 'NewExpression' || node.callee.type !== 'Identifier' || node.callee.name !== className)
    return;
  const [code, message] = node.arguments;
  if (code?.type !== 'Literal' || typeof code.value !== 'string' || !message) return;
  const text = messageOf(message);
  if (text && saysSomething(text)) thrown.set(code.value, (thrown.get(code.value) ?? new Set()).add(text));
}

/** Of a message like `… …: …` everything is made elsewhere. */
function saysSomething(message: string): boolean {
  return message.replace(/[^A-Za-z]/g, '').length > 12;
}

/** A message as its source has it; undefined where it is made elsewhere. */
function messageOf(node: Argument): string | undefined {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node.type === 'TemplateLiteral') return node.quasis.map(({ value }) => value.cooked ?? '').join('…');
  if (node.type !== 'BinaryExpression' || node.operator !== '+') return undefined;
  const [left, right] = [messageOf(node.left), messageOf(node.right)];
  return left && right && left + right;
}

interface DeclaredCode {
  readonly code: string;
  readonly fix: string | undefined;
}

/** The keys of the first table of a file; where it has none, the literals of its first union type. */
function declaredCodes({ program }: SourceFile): readonly DeclaredCode[] {
  const tables: DeclaredCode[][] = [];
  const unions: DeclaredCode[][] = [];
  walk(program, (node) => {
    if (node.type === 'ObjectExpression') tables.push(node.properties.flatMap(declaredCode));
    if (node.type === 'TSUnionType') unions.push(node.types.flatMap(literalCode));
  });
  return tables.find(({ length }) => length > 0) ?? unions[0] ?? [];
}

function declaredCode(property: Node): readonly DeclaredCode[] {
  if (property.type !== 'Property' || property.key.type !== 'Identifier') return [];
  const { value, key } = property;
  const fix = value.type === 'Literal' && typeof value.value === 'string' ? value.value : undefined;
  return [{ code: key.name, fix }];
}

function literalCode(type: Node): readonly DeclaredCode[] {
  if (type.type !== 'TSLiteralType' || type.literal.type !== 'Literal') return [];
  return [{ code: String(type.literal.value), fix: undefined }];
}
