import { type Source, visit } from '@repo/next-repository';

/** How a team writes code: lines that a program adds look like theirs. */
export interface CodeStyle {
  readonly newline: '\n' | '\r\n';
  readonly quote: '"' | "'";
  /** The end of a statement. */
  readonly semicolon: ';' | '';
  /** Whether the file must have types where the compiler cannot infer them. */
  readonly isTyped: boolean;
  readonly isCommonJs: boolean;
}

/** Reads the style of a file from what is in it. */
export function readStyle(source: Source): CodeStyle {
  const { text, program } = source;
  const ends = program.body.filter(({ type }) => /^(?:Import|Variable|Expression)/.test(type));
  return {
    newline: text.includes('\r\n') ? '\r\n' : '\n',
    quote: /(?:from\s*|require\()(['"])/.exec(text)?.[1] === '"' ? '"' : "'",
    semicolon: ends.length === 0 || ends.some(({ end }) => text[end - 1] === ';') ? ';' : '',
    isTyped: [...visit(program)].some(
      ({ node }) =>
        node.type.startsWith('TS') || (node.type === 'ImportDeclaration' && node.importKind === 'type'),
    ),
    isCommonJs:
      !program.body.some(({ type }) => /^(?:Import|Export)/.test(type)) &&
      /\b(?:require\s*\(|exports\b)/.test(text),
  };
}

/** The first of some names that a file does not use yet; the last gets a number where it must. */
export function freeName(text: string, ...wanted: readonly [string, ...string[]]): string {
  const isFree = (name: string) => !new RegExp(`\\b${name}\\b`).test(text);
  const free = wanted.find(isFree);
  if (free !== undefined) return free;
  const last = wanted.at(-1);
  let count = 2;
  while (!isFree(`${last}${count}`)) count += 1;
  return `${last}${count}`;
}
