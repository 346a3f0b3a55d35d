import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { parse } from 'yaml';
import { z } from 'zod';

const PATTERNS = ['AGENTS.md', 'README.md', 'packages/auth/README.md', 'skills/**/*.md'];

/**
 * Reads what coding assistants, and people, are told: about this repository, about a copy of the package, about any repository.
 *
 * @returns Texts by their path relative to the root.
 */
export function readTexts(root: string): ReadonlyMap<string, string> {
  const paths = globSync(PATTERNS, { cwd: root }).toSorted();
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

const FrontMatter = z.object({ name: z.string(), description: z.string() });

/**
 * What a skill says of itself before its text.
 *
 * @throws {ZodError} There is none, or name or description is missing.
 * @source agentskills.io "Specification": SKILL.md format.
 */
export function readFrontMatter(markdown: string): z.infer<typeof FrontMatter> {
  return FrontMatter.parse(parse(/^---\n([\s\S]*?)\n---\n/.exec(markdown)?.[1] ?? ''));
}
