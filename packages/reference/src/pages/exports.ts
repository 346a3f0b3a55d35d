import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { buildReferencePage, code, prose, type ReferencePage, table } from '../markdown.ts';
import { type ExportedName, readExports } from '../sources/entry-exports.ts';

const FOLDER = 'packages/auth';
const manifestSchema = z.object({ exports: z.record(z.string(), z.string()) });

/** Everything that `@subdomain-sso/auth` exports, by entry point, from its docstrings. */
export function exportsPage(): ReferencePage {
  const url = new URL(`../../../../${FOLDER}/package.json`, import.meta.url);
  const { exports } = manifestSchema.parse(JSON.parse(readFileSync(fileURLToPath(url), 'utf8')));
  return buildReferencePage({
    file: 'exports.mdx',
    title: 'Exports of the package',
    description: 'Every function, component, value and type of @subdomain-sso/auth, by entry point.',
    lead: 'What each is for, what it throws, and one example. Texts are those of the sources.',
    keywords: ['api', '@subdomain-sso/auth', 'import'],
    blocks: Object.entries(exports).flatMap(([subpath, file]) => [
      `## ${code(`@subdomain-sso/auth${subpath.slice(1)}`)}`,
      ...entryBlocks(readExports(`${FOLDER}/${file}`)),
    ]),
  });
}

function entryBlocks(all: readonly ExportedName[]): readonly string[] {
  // Overloads of one function have one docstring, before the first.
  const names = [...new Map(all.toReversed().map((each) => [each.name, each])).values()].toReversed();
  const types = names.filter(({ kind }) => kind === 'type');
  return [
    ...names.filter(({ kind }) => kind !== 'type').flatMap(nameBlocks),
    ...(types.length > 0
      ? [
          table(
            ['Type', 'Meaning'],
            types.map(({ name, doc }) => [code(name), prose(summaryOf(doc)) || '—']),
          ),
        ]
      : []),
  ];
}

function nameBlocks({ name, doc, signature }: ExportedName): readonly string[] {
  const throws = tagsOf(doc, 'throws').map(
    (text) => `- **Throws** ${prose(text.replace(/^\{(\w+)\}/, '`$1`:'))}`,
  );
  const returns = tagsOf(doc, 'returns').map((text) => `- **Returns** ${prose(text)}`);
  const examples = tagsOf(doc, 'example');
  return [
    `### ${code(name)}`,
    ...(summaryOf(doc) ? [prose(summaryOf(doc))] : []),
    ...(signature ? [fenced(signature.replace(/^export /, ''))] : []),
    ...(returns.length + throws.length > 0 ? [[...returns, ...throws].join('\n')] : []),
    ...(examples.length > 0
      ? [`Example: ${examples.map((text) => code(text.replaceAll('`', "'"))).join(' · ')}`]
      : []),
  ];
}

/** The language is not `ts`: a head alone is no sample that compiles. */
function fenced(text: string): string {
  return `\`\`\`signature\n${text}\n\`\`\``;
}

/** The text before the first tag, in one line. */
function summaryOf(doc: string): string {
  return (doc.split(/(?:^|\s)@(?:param|returns|throws|source|example|internal)\b/)[0] ?? '')
    .replace(/\s+/g, ' ')
    .trim();
}

function tagsOf(doc: string, tag: string): readonly string[] {
  return [...doc.matchAll(new RegExp(`(?:^|\\s)@${tag}\\s+([\\s\\S]*?)(?=\\s@\\w|$)`, 'g'))].map(
    ([, text = '']) => text.replace(/\s+/g, ' ').trim(),
  );
}
