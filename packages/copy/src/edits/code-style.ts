/** How a team writes code, as far as added lines must follow it. */
export interface CodeStyle {
  readonly quote: "'" | '"';
  readonly hasSemicolons: boolean;
}

/** Reads the style off a file: its imports, or else what most of its lines have. */
export function styleOf(text: string): CodeStyle {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  return {
    quote: count(/(?:from|import|require\() ?"/g) > count(/(?:from|import|require\() ?'/g) ? '"' : "'",
    hasSemicolons: count(/;[ \t]*\r?$/gm) > 0 || text.trim() === '',
  };
}

/** Our own code, which has single quotes and semicolons, in that style. */
export function inStyle(code: string, { quote, hasSemicolons }: CodeStyle): string {
  const quoted = quote === "'" ? code : code.replaceAll(/'([^'"\n]*)'/g, '"$1"');
  return hasSemicolons ? quoted : quoted.replaceAll(/;(?=[ \t]*$)/gm, '');
}
