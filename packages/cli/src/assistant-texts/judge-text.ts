import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';
import { globSync } from 'tinyglobby';
import { flagsOf } from './command-tree.ts';
import { judgeCommand } from './judge-command.ts';
import type { KnownNames } from './known-names.ts';
import { type Claim, readClaims } from './read-claims.ts';

/**
 * Lists what a text says about the code that is not so.
 *
 * @param markdown A text for coding assistants or people.
 * @returns A sentence for each untrue claim; empty when the text is true.
 */
export function judgeText(markdown: string, known: KnownNames): readonly string[] {
  return readClaims(markdown).flatMap((claim) => {
    const faults = JUDGES[claim.kind](claim.text, known);
    return faults.map((fault) => `${claim.kind} \`${excerptOf(claim)}\`: ${fault}`);
  });
}

type Judge = (text: string, known: KnownNames) => readonly string[];

const JUDGES: Readonly<Record<Claim['kind'], Judge>> = {
  command: (text, { commands }) => {
    const fault = judgeCommand(text, commands);
    return fault === undefined ? [] : [fault];
  },
  flag: (text, { commands }) => {
    const flags = [...flagsOf(commands.sso), ...[...commands.bench.values()].flat()];
    return text
      .split(/\s+/)
      .filter((word) => word.startsWith('--') && !flags.includes(word.split('=')[0] ?? ''))
      .map((word) => `no command has the option ${word}`);
  },
  sample: judgeSample,
  path: (text, known) => (isPath(text, known) ? [] : ['there is no such file or folder']),
  module: (text, { exportsOf }) => {
    const isThere = [...exportsOf.keys()].some((entry) => entry === text || entry.startsWith(`${text}/`));
    return isThere ? [] : ['no package exports it'];
  },
  call: (text, { exportsOf, isInCode }) => {
    const name = /\w+/.exec(text)?.[0] ?? '';
    const isOurs = [...exportsOf.values()].some((names) => names.has(name));
    const isUsed = isInCode(new RegExp(`import [^;]*\\b${name}\\b[^;]* from '[^.']`));
    return isOurs || isUsed ? [] : ['nothing of that name is exported or imported here'];
  },
  name: (text, { isInCode }) => (isInCode(new RegExp(`\\b${text}\\b`)) ? [] : ['no code has that name']),
  code: (text, { isCode }) => (isCode(text) ? [] : ['no reason, check, token or header has that name']),
  variable: (text, { isInCode }) => {
    const name = text.endsWith('*') ? `${text.slice(0, -1)}[A-Z]\\w*` : `${text}\\b`;
    return isInCode(new RegExp(`(?:env\\.|')${name}`)) ? [] : ['no code reads it'];
  },
  link: judgeLink,
};

/** An import that leads to a package of ours must find its names there; what else is wrong, the compiler tells. */
function judgeSample(text: string, { exportsOf }: KnownNames): readonly string[] {
  const { errors, module } = parseSync('sample.tsx', text);
  const faults = errors.map(({ message }) => message);
  for (const { moduleRequest, entries } of module.staticImports) {
    const from = moduleRequest.value;
    if (!from.startsWith('@repo/')) continue;
    const names = exportsOf.get(from);
    if (!names) faults.push(`no package exports ${from}`);
    for (const { importName } of names ? entries : []) {
      const name = importName.name ?? 'default';
      if (!names?.has(name)) faults.push(`${from} does not export ${name}`);
    }
  }
  return faults;
}

/** Somewhere in the repository; a name alone may also be one that code of ours writes or reads, such as `.env.local`. */
function isPath(text: string, { root, files, isInCode }: KnownNames): boolean {
  if (text.startsWith('..')) return true;
  const isName = !text.replace(/\/$/, '').includes('/');
  if (isName && files.some((file) => file === text || file.endsWith(`/${text}`))) return true;
  const pattern = text.replace(/\/$/, '').replaceAll(/<\w+>/g, '*');
  const found = globSync(pattern, {
    cwd: root,
    dot: true,
    onlyFiles: false,
    expandDirectories: false,
    ignore: ['**/node_modules/**', '**/.next/**'],
  });
  return (
    found.length > 0 || isInCode(new RegExp(`['/\`]${text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\b`))
  );
}

function judgeLink(href: string, { root, docsOrigin }: KnownNames): readonly string[] {
  if (!/^[a-z]+:/.test(href))
    return existsSync(join(root, href.split('#')[0] ?? '')) ? [] : ['the link leads nowhere'];
  const url = new URL(href);
  // What is not under a reserved name is somebody else's, and not for a test to visit.
  if (url.origin !== docsOrigin && !url.hostname.endsWith('.example')) return [];
  if (url.origin !== docsOrigin) return [`the documentation is at ${docsOrigin}`];
  const page = join(root, 'apps/docs/app', url.pathname);
  if (!['page.tsx', 'route.ts'].some((file) => existsSync(join(page, file))))
    return ['the documentation has no such page'];
  const anchors = ['apps/docs/guide/doctor-checks.generated.json', 'packages/auth/src/reasons.ts'].map(
    (file) => readFileSync(join(root, file), 'utf8'),
  );
  const anchor = url.hash.slice(1);
  const isThere = anchor === '' || anchors.some((text) => new RegExp(`\\b${anchor}\\b`).test(text));
  return isThere ? [] : ['the page has no such place'];
}

function excerptOf({ kind, text }: Claim): string {
  return kind === 'sample' ? (text.split('\n', 1)[0] ?? '') : text;
}
