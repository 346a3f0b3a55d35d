import type { Source } from '@repo/next-repository';
import type { Node } from 'oxc-parser';

/** A value that a module exports. */
export interface ExportedValue {
  /** `default` for `module.exports` too. */
  readonly name: string;
  /** As written, types included; null: another module has it. */
  readonly value: Node | null;
  readonly statement: Node;
  /** What stands before the value: `export default `, `export const middleware = `, `module.exports = `. */
  readonly head: { readonly start: number; readonly end: number };
  /** Whether only a list names it: `export { middleware }`. */
  readonly isListed: boolean;
}

/** Reads what a module exports, in the syntax of ES modules or of CommonJS. */
export function exportedValues({ program, text }: Source): readonly ExportedValue[] {
  return program.body.flatMap((statement): readonly ExportedValue[] => {
    const before = { statement, isListed: false };
    if (statement.type === 'ExportDefaultDeclaration') {
      const written = /^export\s+default\b[ \t]*/.exec(text.slice(statement.start, statement.end))?.[0] ?? '';
      const head = { start: statement.start, end: statement.start + written.length };
      return [{ ...before, name: 'default', value: statement.declaration, head }];
    }
    if (statement.type === 'ExportNamedDeclaration') return namedExports(statement);
    return assigned(statement).map(({ name, value }) => ({
      ...before,
      name,
      value,
      head: { start: statement.start, end: value.start },
    }));
  });
}

function namedExports(
  statement: Extract<Node, { type: 'ExportNamedDeclaration' }>,
): readonly ExportedValue[] {
  const { declaration, specifiers, source, start } = statement;
  if (declaration?.type === 'FunctionDeclaration' && declaration.id) {
    const head = { start, end: declaration.start };
    return [{ name: declaration.id.name, value: declaration, statement, head, isListed: false }];
  }
  if (declaration?.type === 'VariableDeclaration') {
    return declaration.declarations.flatMap(({ id, init }) =>
      id.type === 'Identifier' && init
        ? [{ name: id.name, value: init, statement, head: { start, end: init.start }, isListed: false }]
        : [],
    );
  }
  return specifiers.map(({ exported, local }) => ({
    name: exported.type === 'Literal' ? exported.value : exported.name,
    value: source ? null : local,
    statement,
    head: { start, end: start },
    isListed: true,
  }));
}

/** `module.exports = value`, `module.exports.name = value`, `exports.name = value`. */
function assigned(statement: Node): readonly { readonly name: string; readonly value: Node }[] {
  if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'AssignmentExpression')
    return [];
  const { left, right, operator } = statement.expression;
  if (operator !== '=' || left.type !== 'MemberExpression') return [];
  if (isModuleExports(left)) return [{ name: 'default', value: right }];
  const isExports =
    isModuleExports(left.object) || (left.object.type === 'Identifier' && left.object.name === 'exports');
  if (!isExports || left.computed || left.property.type !== 'Identifier') return [];
  return [{ name: left.property.name, value: right }];
}

/** Whether code reads or writes `module.exports`. */
export function isModuleExports(node: Node): boolean {
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    node.object.name === 'module' &&
    node.property.type === 'Identifier' &&
    node.property.name === 'exports'
  );
}

/** The value of a constant, or the function, that a module declares at its top level. */
export function topLevelValue({ program }: Source, name: string): Node | undefined {
  for (const statement of program.body) {
    const node =
      statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration'
        ? statement.declaration
        : statement;
    if (node?.type === 'FunctionDeclaration' && node.id?.name === name) return node;
    if (node?.type !== 'VariableDeclaration' || node.kind !== 'const') continue;
    const found = node.declarations.find(({ id }) => id.type === 'Identifier' && id.name === name);
    if (found?.init) return found.init;
  }
  return undefined;
}
