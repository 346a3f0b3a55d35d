import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Node, type Program, parseSync } from 'oxc-parser';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));

/** A source of this repository and its syntax. */
export interface SourceFile {
  readonly text: string;
  readonly program: Program;
  /** Text of the docstring that ends where a node begins, without its stars; empty where there is none. */
  readonly docOf: (node: { readonly start: number }) => string;
}

/** @param path Relative to the root of the repository. */
export function readSource(path: string): SourceFile {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const { program, comments } = parseSync(path, text);
  const docOf = ({ start }: { readonly start: number }) => {
    const last = comments.findLast(({ end }) => end <= start);
    const isDoc =
      last?.type === 'Block' && last.value.startsWith('*') && text.slice(last.end, start).trim() === '';
    return isDoc ? last.value.replace(/^\*|^\s*\* ?/gm, '').trim() : '';
  };
  return { text, program, docOf };
}

/** Calls `visit` with every node below one, itself included. */
export function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) walk(child, visit);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
