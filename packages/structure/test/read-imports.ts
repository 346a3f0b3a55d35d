import { parseSync } from 'oxc-parser';
import { readText } from './repository-files.ts';

/**
 * Lists what a source file imports, types included.
 *
 * @param path Relative to the root.
 * @returns Specifiers as written: `./decide.ts`, `@subdomain-sso/auth/server`, `next/server`.
 */
export function readImports(path: string): readonly string[] {
  const text = readText(path);
  const { staticImports, staticExports, dynamicImports } = parseSync(path, text).module;
  const reExported = staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest }) => (moduleRequest ? [moduleRequest.value] : [])),
  );
  const dynamic = dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
    const literal = /^['"](.+)['"]$/.exec(text.slice(start, end));
    return literal?.[1] ? [literal[1]] : [];
  });
  return [...staticImports.map(({ moduleRequest }) => moduleRequest.value), ...reExported, ...dynamic];
}
