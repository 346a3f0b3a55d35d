/** A page of the documentation, made from the sources. */
export interface ReferencePage {
  /** Below `apps/docs/content/reference`. */
  readonly file: string;
  /** Markdown with front matter. */
  readonly text: string;
}

interface PageParts {
  readonly file: string;
  readonly title: string;
  readonly description: string;
  readonly lead: string;
  readonly keywords?: readonly string[];
  /** Blocks of Markdown, in order. */
  readonly blocks: readonly string[];
}

/** Puts a page together. Values of the front matter are JSON strings, which YAML reads as well. */
export function buildReferencePage({ file, blocks, keywords = [], ...head }: PageParts): ReferencePage {
  const fields = Object.entries(head).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  const words = keywords.length > 0 ? [`keywords: ${JSON.stringify(keywords)}`] : [];
  const front = ['---', ...fields, ...words, '---'].join('\n');
  return { file, text: `${[front, ...blocks].join('\n\n')}\n` };
}

/** Escapes what MDX would take for a component or an expression; code spans stay as they are. */
export function prose(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : part.replace(/[{<]/g, '\\$&')))
    .join('');
}

/** A table; cells are Markdown. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ')).join(' | ')} |`;
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A code span. */
export function code(text: string): string {
  return `\`${text}\``;
}
