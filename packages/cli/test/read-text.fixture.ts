import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from '@repo/next-repository';
import { ROOT } from '@repo/stack/repository';
import { marked, type Token, type Tokens } from 'marked';

/** Files of this repository, relative to its root. */
export const { files: FILES } = listFiles(ROOT);

const TEXT =
  /^(?:AGENTS|CONTRIBUTING|README|SECURITY)\.md$|^packages\/[^/]+\/README\.md$|^(?:docs|skills)\/.*\.md$|^apps\/docs\/content\/.*\.mdx$/;

/** What people and coding assistants read, by path. */
export const TEXTS: ReadonlyMap<string, string> = new Map(
  FILES.filter((file) => TEXT.test(file)).map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]),
);

/** What a Markdown text names: code spans, targets of links, lines for a shell, and samples in TypeScript. */
export interface NamedThings {
  readonly spans: readonly string[];
  readonly links: readonly string[];
  readonly commands: readonly string[];
  readonly samples: readonly string[];
}

export function readText(markdown: string): NamedThings {
  const [spans, links, commands, samples]: string[][] = [[], [], [], []];
  // Its results are those of asynchronous extensions, and there are none.
  void marked.walkTokens(marked.lexer(bodyOf(markdown)), (token: Token) => {
    // marked types custom tokens as Tokens.Generic, which hides the form of its own.
    const { text = '', lang, href = '' } = token as Partial<Tokens.Code> & Partial<Pick<Tokens.Link, 'href'>>;
    if (token.type === 'link') links?.push(href);
    if (token.type === 'codespan') (/^(?:npx -y )?pnpm\b/.test(text) ? commands : spans)?.push(text);
    // What stands after the language is the title of a sample.
    const [language = ''] = (lang ?? '').split(' ');
    if (token.type === 'code' && /^tsx?$/.test(language)) samples?.push(text);
    if (token.type === 'code' && language === 'sh')
      commands?.push(...text.split('\n').filter((line) => /^(?:npx -y )?pnpm\b/.test(line)));
  });
  return { spans: spans ?? [], links: links ?? [], commands: commands ?? [], samples: samples ?? [] };
}

/** The text after its front matter. */
export function bodyOf(markdown: string): string {
  return markdown.replace(/^---\n[\s\S]*?\n---\n/, '');
}
