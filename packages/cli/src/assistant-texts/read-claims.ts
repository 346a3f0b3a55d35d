import { marked, type Token, type Tokens } from 'marked';

/** Something that a text says about the code, and that the code can be asked about. */
export interface Claim {
  /**
   * `command`: a line for a shell. `flag`: an option alone, such as `--fix`. `sample`: TypeScript, with its imports.
   * `path`: a file or folder, globs and `<name>` allowed. `module`: what an import names. `call`: a function or component.
   * `name`: another identifier, a field such as `authorizedParties`.
   * `code`: a reason, a check or a header. `variable`: an environment variable, `*` allowed at its end. `link`: a Markdown link.
   */
  readonly kind:
    | 'command'
    | 'flag'
    | 'sample'
    | 'path'
    | 'module'
    | 'call'
    | 'name'
    | 'code'
    | 'variable'
    | 'link';
  readonly text: string;
}

/**
 * Finds everything in a Markdown text that looks like a claim: code spans, links, samples in TypeScript and lines for a shell.
 *
 * @param markdown With or without front matter.
 * @returns In the order of the text. Code spans of no known form (`azp`, `Host`) are left out: they name nothing of ours.
 */
export function readClaims(markdown: string): readonly Claim[] {
  const claims: Claim[] = [];
  // What it returns are the results of asynchronous extensions, and there are none.
  void marked.walkTokens(marked.lexer(bodyOf(markdown)), (token) => {
    claims.push(...claimsOf(token));
  });
  return claims;
}

/** The text after its front matter. */
export function bodyOf(markdown: string): string {
  return markdown.replace(/^---\n[\s\S]*?\n---\n/, '');
}

function claimsOf(token: Token): readonly Claim[] {
  // marked types custom tokens as Tokens.Generic, which hides what its own look like.
  if (token.type === 'code') return claimsOfBlock(token as Tokens.Code);
  if (token.type === 'link') return [{ kind: 'link', text: (token as Tokens.Link).href }];
  if (token.type !== 'codespan') return [];
  const { text } = token as Tokens.Codespan;
  const header = /^x-clerk-auth-reason: (\S+)$/.exec(text)?.[1];
  const kind = header === undefined ? FORMS.find(([form]) => form.test(text))?.[1] : 'code';
  return kind === undefined ? [] : [{ kind, text: header ?? text }];
}

/** What a code span is, by how it is written; the first form that fits. */
const FORMS: readonly (readonly [RegExp, Claim['kind']])[] = [
  [/^(?:[A-Z_]+=\S+ )*(?:npx -y )?pnpm\b/, 'command'],
  [/^--[a-z]/, 'flag'],
  [/^[A-Z][A-Z0-9]*_[A-Z0-9_]*\*?$/, 'variable'],
  [/^@repo\/[\w/-]+$/, 'module'],
  [/^[A-Za-z]\w*\(.*\)$|^<[A-Z]\w*>$/, 'call'],
  [/^[a-z]+[A-Z]\w*$/, 'name'],
  [/^[a-z0-9]+(?:_[a-z0-9]+)+$/, 'code'],
  [/^[a-z0-9]+(?:-[a-z0-9]+){2,}$/, 'code'],
  [/^(?!application\/|text\/)[\w.*<>][\w.*<>{},[\]()-]*\/[\w./*<>{},[\]()-]*$/, 'path'],
  [/^[\w.-]+\.(?:ts|tsx|mjs|json|md|yaml|txt)$|^\.[a-z][\w.-]*$/, 'path'],
];

function claimsOfBlock({ lang, text }: Tokens.Code): readonly Claim[] {
  if (lang === 'ts' || lang === 'tsx') return [{ kind: 'sample', text }];
  if (lang !== 'sh') return [];
  return text.split('\n').flatMap((line): readonly Claim[] => {
    const variable = /^([A-Z][A-Z0-9_]+)=\S*(?:\s+#|$)/.exec(line)?.[1];
    if (variable !== undefined) return [{ kind: 'variable', text: variable }];
    const [, command, comment = ''] =
      /((?:[A-Z_]+=\S+ )*(?:npx -y )?pnpm(?:@\d+)? [^)#]*)(?:#(.*))?/.exec(line) ?? [];
    if (command === undefined) return [];
    // A remark beside a command names more of its options.
    const more = (comment.match(/--[a-z][a-z-]*/g) ?? []).map((flag) => `${command.trim()} ${flag}`);
    return [command.trim(), ...more].map((each) => ({ kind: 'command', text: each }));
  });
}
