import { parseSource, type Source } from '@repo/next-repository';
import type { Node } from 'oxc-parser';
import { inStyle, styleOf } from './code-style.ts';
import { addImports } from './edit-imports.ts';
import { applyEdits, type CodeEdit } from './text-edits.ts';

export interface NextConfigWrap {
  /** Name in the registry. */
  readonly app: string;
  /** What to import `withSso` from. */
  readonly from: string;
  /** What to import `sso` from. */
  readonly registry: string;
}

/**
 * Wraps what a `next.config` exports in `withSso()`, whatever it is: an object, a function, the result of a plugin.
 *
 * @param text The file; undefined: there is none, and a TypeScript one is written.
 */
export function wrapNextConfig(text: string | undefined, wrap: NextConfigWrap): CodeEdit {
  if (text === undefined) {
    const created = `${importLines(wrap).join('\n')}\n\nexport default withSso(sso, '${wrap.app}');\n`;
    return { kind: 'wrapped', text: created, notes: [] };
  }
  if (/\bwithSso\b/.test(text)) return { kind: 'done' };
  const byHand = (why: string): CodeEdit => ({ kind: 'by-hand', why, lines: linesByHand(wrap) });
  const source = parseSource('next.config.ts', text);
  if (!source || source.program.body.length === 0) return byHand('it cannot be parsed');
  const exported = findExported(source);
  if (!exported) return byHand('it has no default export');
  const { start, end } = exported.value;
  const edits = [
    { start, end: start, text: inStyle(`withSso(sso, '${wrap.app}', `, styleOf(text)) },
    // A declared function becomes an expression.
    { start: end, end, text: `)${exported.value.type === 'FunctionDeclaration' ? ';' : ''}` },
  ];
  const imports = exported.isCommonJs
    ? { start: 0, end: 0, text: inStyle(`${requireLines(wrap).join('\n')}\n\n`, styleOf(text)) }
    : addImports(source, importLines(wrap));
  return { kind: 'wrapped', text: applyEdits(text, [...edits, imports]), notes: [] };
}

interface Exported {
  readonly value: Node;
  readonly isCommonJs: boolean;
}

function findExported({ program }: Source): Exported | undefined {
  for (const node of program.body) {
    if (node.type === 'ExportDefaultDeclaration') return { value: node.declaration, isCommonJs: false };
    if (node.type !== 'ExpressionStatement' || node.expression.type !== 'AssignmentExpression') continue;
    const { left, right } = node.expression;
    const isModule =
      left.type === 'MemberExpression' &&
      left.object.type === 'Identifier' &&
      left.object.name === 'module' &&
      left.property.type === 'Identifier' &&
      left.property.name === 'exports';
    if (isModule) return { value: right, isCommonJs: true };
  }
  return undefined;
}

function importLines({ from, registry }: NextConfigWrap): readonly string[] {
  return [`import { withSso } from '${from}';`, `import { sso } from '${registry}';`];
}

/** Node 20.19 and newer load ES modules with `require`. */
function requireLines({ from, registry }: NextConfigWrap): readonly string[] {
  return [`const { withSso } = require('${from}');`, `const { sso } = require('${registry}');`];
}

function linesByHand(wrap: NextConfigWrap): string {
  return `${importLines(wrap).join('\n')}\n\nexport default withSso(sso, '${wrap.app}', nextConfig);`;
}
