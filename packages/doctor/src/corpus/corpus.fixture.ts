import { manifest } from '../fixtures/case.fixture.ts';

/** A small repository, with what the doctor must find in it and nothing else. */
export interface CorpusRepository {
  readonly name: string;
  /** Paths and texts, without the marks. */
  readonly files: Readonly<Record<string, string>>;
  /** Trees that were committed before; without it there is no git. */
  readonly history?: readonly Readonly<Record<string, string>>[];
  /** `error unguarded-routes app/page.tsx:3`; `unread proxy.ts:4` for a place that cannot be read. Sorted. */
  readonly expected: readonly string[];
}

/** `«error security-floors»` at the place of a finding, several where there are several; `«unread»`. */
const MARK = /\s*«([^»]+)»/g;

/**
 * Writes a repository as one text: `--- path` before each file, and marks where a finding is expected. Without a package.json it
 * is a Next.js app with Clerk, in the newest versions.
 *
 * @param options `next`, `clerk`: versions of the manifest that is added. `history`: as in `CorpusRepository`.
 *   `past`: a finding in a file that is no longer there.
 */
export function repository(
  name: string,
  text: string,
  {
    next,
    clerk,
    history,
    past = [],
  }: { next?: string; clerk?: string; history?: CorpusRepository['history']; past?: readonly string[] } = {},
): CorpusRepository {
  const files: Record<string, string> = {};
  const expected: string[] = [...past];
  for (const part of text.split(/^--- /m).slice(1)) {
    const [path = '', ...lines] = part.split('\n');
    for (const [index, line] of lines.entries()) {
      for (const [, mark] of line.matchAll(MARK)) expected.push(`${mark} ${path}:${index + 1}`);
    }
    files[path] = lines.join('\n').replaceAll(MARK, '');
  }
  const versions = { ...(next ? { next } : {}), ...(clerk ? { '@clerk/nextjs': clerk } : {}) };
  const all = 'package.json' in files ? files : { 'package.json': manifest(versions), ...files };
  return { name, files: all, expected: expected.toSorted(), ...(history ? { history } : {}) };
}

/** A page that shows rows of everybody, and one that shows those of the user. */
export const OPEN_PAGE = (mark = '') =>
  `import { db } from '@/lib/db';\nexport default async function Page() {${mark}\n  return <p>{(await db.order.findMany()).length}</p>;\n}\n`;
export const GUARDED_PAGE = `import { auth } from '@clerk/nextjs/server';
import { db } from '@/lib/db';
export default async function Page() {
  const { userId } = await auth();
  return <p>{(await db.order.findMany({ where: { userId } })).length}</p>;
}
`;
export const DB =
  '--- lib/db.ts\nimport { PrismaClient } from "@prisma/client";\nexport const db = new PrismaClient();\n';
export const PARTIES = "{ authorizedParties: ['https://app.acme.com'] }";
