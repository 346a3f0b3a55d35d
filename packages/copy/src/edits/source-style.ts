import { type Source, visit } from '@repo/next-repository';
import { type CodeStyle, styleOf } from './code-style.ts';

/** How a file is written: what a program adds to it looks the same, and runs and compiles as it does. */
export interface SourceStyle extends CodeStyle {
  readonly newline: '\n' | '\r\n';
  /** The end of a statement. */
  readonly semicolon: ';' | '';
  /** Whether the file has types, and must have them where the compiler cannot infer them. */
  readonly isTyped: boolean;
  readonly isCommonJs: boolean;
}

/** Reads the style of a file from what is in it. */
export function readStyle({ text, program }: Source): SourceStyle {
  const style = styleOf(text);
  return {
    ...style,
    newline: text.includes('\r\n') ? '\r\n' : '\n',
    semicolon: style.hasSemicolons ? ';' : '',
    isTyped: [...visit(program)].some(
      ({ node }) =>
        node.type.startsWith('TS') || (node.type === 'ImportDeclaration' && node.importKind === 'type'),
    ),
    isCommonJs:
      !program.body.some(({ type }) => /^(?:Import|Export)/.test(type)) &&
      /\b(?:require\s*\(|exports\b)/.test(text),
  };
}

/** A name that a file does not use yet: the wanted one, with a number where it must. */
export function freeName(text: string, wanted: string): string {
  const isUsed = (name: string) => new RegExp(`\\b${name}\\b`).test(text);
  let name = wanted;
  for (let count = 2; isUsed(name); count += 1) name = `${wanted}${count}`;
  return name;
}
