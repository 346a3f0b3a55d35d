import type { Source } from '@repo/next-repository';
import { inStyle, styleOf } from './code-style.ts';
import type { TextEdit } from './text-edits.ts';

/** The name that a file calls an import by; undefined: it does not import it. */
export function localName(source: Source, imported: string, from: RegExp): string | undefined {
  return source.imports.find((each) => each.imported === imported && from.test(each.from) && !each.isType)
    ?.local;
}

/** Takes one name out of its import; the whole line where it was the only one. */
export function removeImport(source: Source, local: string): readonly TextEdit[] {
  for (const node of source.program.body) {
    if (node.type !== 'ImportDeclaration') continue;
    const index = node.specifiers.findIndex((each) => each.local.name === local);
    if (index < 0) continue;
    const [first] = node.specifiers;
    if (node.specifiers.length === 1) {
      const after = source.text.slice(node.end).match(/^[ \t]*\r?\n/)?.[0].length ?? 0;
      return [{ start: node.start, end: node.end + after, text: '' }];
    }
    const own = node.specifiers[index];
    const next = node.specifiers[index + 1];
    const previous = node.specifiers[index - 1];
    if (own === undefined || first?.type === 'ImportDefaultSpecifier') return [];
    if (next) return [{ start: own.start, end: next.start, text: '' }];
    return previous ? [{ start: previous.end, end: own.end, text: '' }] : [];
  }
  return [];
}

/** Adds lines after the last import, or at the top below directives. */
export function addImports(source: Source, lines: readonly string[]): TextEdit {
  const { body } = source.program;
  const last = body.findLast(({ type }) => type === 'ImportDeclaration');
  const directive = body.findLast((node) => 'directive' in node && Boolean(node.directive));
  const at = (last ?? directive)?.end ?? 0;
  const text = inStyle(lines.join('\n'), styleOf(source.text));
  return { start: at, end: at, text: at > 0 ? `\n${text}` : `${text}\n\n` };
}
