import type { AppEnvironment } from './build-environment.ts';

/** `NAME=value`, also after `export` and with spaces, as env files have it. */
const ASSIGNMENT = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=(.*)$/;
/** Begins a value that ends on another line. */
const OPEN_QUOTE = /^\s*(["'`])(?!.*\1)/;

/**
 * The line of one variable, readable by Next.js, dotenv, Vite and `node --env-file`: several lines of a value become one, with `\n`.
 *
 * @example renderEnvLine('SSO_LOCAL_PORT', '4000') // 'SSO_LOCAL_PORT=4000'
 */
export function renderEnvLine(name: string, value: string): string {
  const text = value.trimEnd();
  return /[\s"'#$\\]/.test(text) ? `${name}="${text.replaceAll('\n', '\\n')}"` : `${name}=${text}`;
}

/**
 * Puts variables into the text of an env file: a line that is there is replaced where it is, the others are added at the end.
 * Every other line stays as it is, comments and blank lines among them. A value of a hosted Clerk stays above its line, as a comment.
 *
 * @param text Of the file; empty: there is none yet. Its line ends are kept.
 * @returns the new text, which ends with a line end.
 */
export function updateEnvText(text: string, variables: AppEnvironment): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/);
  const isOurs = wasWrittenHere(lines);
  const written = new Set<string>();
  const kept: string[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const end = endOfAssignment(lines, index);
    const own = lines.slice(index, end + 1);
    index = end;
    const [, name = '', value = ''] = ASSIGNMENT.exec(own[0] ?? '') ?? [];
    const next = variables[name];
    if (next === undefined) kept.push(...own);
    else {
      const isForeign = !isOurs && value.trim() !== '' && own.join(eol) !== renderEnvLine(name, next);
      if (isForeign) kept.push(...own.map((line) => `# ${line}`));
      kept.push(renderEnvLine(name, next));
      written.add(name);
    }
  }
  const added = Object.entries(variables)
    .filter(([name]) => !written.has(name))
    .map(([name, value]) => renderEnvLine(name, value));
  return [...kept, ...added, ''].join(eol);
}

/** Index of the line in which the assignment that begins at `start` ends. A quote that never ends is part of its line. */
function endOfAssignment(lines: readonly string[], start: number): number {
  const [, , value = ''] = ASSIGNMENT.exec(lines[start] ?? '') ?? [];
  const quote = OPEN_QUOTE.exec(value)?.[1];
  if (quote === undefined) return start;
  const end = lines.findIndex((line, index) => index > start && line.includes(quote));
  return end === -1 ? start : end;
}

/** Whether an earlier run wrote the keys: the publishable key names a Clerk of this machine. */
function wasWrittenHere(lines: readonly string[]): boolean {
  const keys = lines.flatMap((line) => {
    const [, name, value = ''] = ASSIGNMENT.exec(line) ?? [];
    return name === 'NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY' ? [value.trim().replaceAll(/["'`]/g, '')] : [];
  });
  return keys.some((key) => /\.localhost(?::\d+)?\$$/.test(atobOrEmpty(key.replace(/^pk_\w+?_/, ''))));
}

function atobOrEmpty(base64: string): string {
  return Buffer.from(base64, 'base64').toString('latin1');
}
