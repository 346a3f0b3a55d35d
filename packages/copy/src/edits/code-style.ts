/** How a team writes code, as far as added lines must follow it. */
export interface CodeStyle {
  readonly quote: "'" | '"';
  readonly hasSemicolons: boolean;
  /** One level: two spaces, four, a tab. */
  readonly indent: string;
}

/** Reads the style off a file: its imports, or else what most of its lines have. */
export function styleOf(text: string): CodeStyle {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  return {
    quote: count(/(?:from|import|require\() ?"/g) > count(/(?:from|import|require\() ?'/g) ? '"' : "'",
    hasSemicolons: count(/;[ \t]*\r?$/gm) > 0 || text.trim() === '',
    // A comment's second line begins with one space.
    indent: /^(\t| {2}| {4})(?=\S)/m.exec(text)?.[1] ?? '  ',
  };
}

/** Our own code, which has single quotes, semicolons and two spaces, in that style. Attributes of JSX keep their quotes. */
export function inStyle(code: string, { quote, hasSemicolons, indent }: CodeStyle): string {
  const quoted = quote === "'" ? code : code.replaceAll(/'([^'"\n]*)'/g, '"$1"');
  const ended = hasSemicolons ? quoted : quoted.replaceAll(/;(?=[ \t]*$)/gm, '');
  if (indent === '  ') return ended;
  return ended.replaceAll(/^(?: {2})+/gm, (spaces) => indent.repeat(spaces.length / 2));
}
