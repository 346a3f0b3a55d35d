import { execFileSync } from 'node:child_process';
import { manifest } from '@repo/doctor/fixtures/case';

const APPS = 10;
const PAGES = 100;
const MODULES = 200;

/** Commits that change five files each; every tenth changes an env file without a secret. */
const COMMITS = 500;

/**
 * Makes a git repository with about five thousand files of ten Next.js apps, and a history.
 *
 * @param root An empty folder.
 * @returns How many files it has.
 */
export function makeLargeRepository(root: string): number {
  const files = largeTree();
  const git = (args: readonly string[], input?: string) =>
    execFileSync('git', args, {
      cwd: root,
      ...(input === undefined ? {} : { input }),
      stdio: ['pipe', 'ignore', 'ignore'],
    });
  git(['init', '-q', '-b', 'main']);
  git(['fast-import', '--quiet'], [commitOf(0, files), ...laterCommits()].join(''));
  git(['checkout', '-q', '-f', 'main']);
  return files.size;
}

function laterCommits(): readonly string[] {
  return Array.from({ length: COMMITS }, (_, index) => {
    const number = index + 1;
    const changed = Array.from({ length: 5 }, (__, position) => {
      const file = (number * 5 + position) % MODULES;
      return [`apps/app${number % APPS}/lib/rows${file}.ts`, moduleText(file, number)] as const;
    });
    const env = number % 10 === 0 ? [['.env.example', `CLERK_SECRET_KEY=\n# ${number}\n`] as const] : [];
    return commitOf(number, new Map([...changed, ...env]));
  });
}

/** One commit in the form of `git fast-import`. */
function commitOf(number: number, files: ReadonlyMap<string, string>): string {
  const who = `Ada <ada@acme.test> ${1_700_000_000 + number * 60} +0000`;
  const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const entries = [...files].map(([path, text]) => `M 100644 inline ${path}\n${data(text)}`);
  return `commit refs/heads/main\ncommitter ${who}\n${data(`change ${number}`)}${entries.join('')}`;
}

function largeTree(): ReadonlyMap<string, string> {
  const files = new Map([['package.json', JSON.stringify({ name: 'large', workspaces: ['apps/*'] })]]);
  const add = (path: string, text: string) => files.set(path, text);
  for (let app = 0; app < APPS; app += 1) {
    const folder = `apps/app${app}`;
    add(`${folder}/package.json`, manifest());
    add(`${folder}/proxy.ts`, proxyText(app));
    add(`${folder}/lib/actions.ts`, ACTIONS);
    for (let page = 0; page < PAGES; page += 1) add(`${folder}/app/part${page}/page.tsx`, pageText(page));
    for (let module = 0; module < MODULES; module += 1) {
      add(`${folder}/lib/rows${module}.ts`, moduleText(module, 0));
      add(`${folder}/components/card${module}.tsx`, cardText(module));
    }
  }
  return files;
}

const ACTIONS = `'use server';
import { auth } from '@clerk/nextjs/server';

export async function rename(form: FormData) {
  const { userId } = await auth.protect();
  return { userId, name: form.get('name') };
}
`;

const proxyText = (
  app: number,
) => `import { clerkMiddleware, createRouteMatcher } from '@clerk/nextjs/server';

const isPublic = createRouteMatcher(['/', '/sign-in(.*)', '/part1(.*)']);

export default clerkMiddleware(
  async (auth, request) => {
    if (!isPublic(request)) await auth.protect();
  },
  { authorizedParties: ['https://app${app}.acme.com'] },
);

export const config = { matcher: ['/((?!_next).*)', '/(api|trpc)(.*)'] };
`;

const pageText = (page: number) => `import { auth } from '@clerk/nextjs/server';
import { Card${page} } from '../../components/card${page}';
import { rename } from '../../lib/actions';
import { loadRows${page} } from '../../lib/rows${page}';

export default async function Page() {
  const { userId } = await auth();
  const rows = await loadRows${page}(userId);
  return (
    <form action={rename}>
      {rows.map((row) => (
        <Card${page} key={row.id} title={row.name} />
      ))}
    </form>
  );
}
`;

const moduleText = (module: number, version: number) => `import { db } from './db';

export async function loadRows${module}(userId: string) {
  return db.query('select * from rows where owner = ?', [userId, ${version}]);
}
${Array.from({ length: 12 }, (_, index) => `\nexport function step${index}(a: number, b: number) {\n  const sum = a * ${index} + b;\n  if (sum > 3) return [sum - 1];\n  return [a, b].map((value) => value + sum).filter((value) => value > 0);\n}\n`).join('')}`;

const cardText = (card: number) => `'use client';
import { useState } from 'react';

export function Card${card}({ title }: { readonly title: string }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <button type="button" onClick={() => setIsOpen(!isOpen)}>
      ${'<span className="p-2 text-sm">Text</span>\n      '.repeat(12)}{title}
      {String(isOpen)}
    </button>
  );
}
`;
