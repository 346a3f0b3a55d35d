import {
  type NextApp,
  namesUsedBy,
  type Place,
  type Repository,
  type Source,
  visit,
} from '@repo/next-repository';
import type { Node } from 'oxc-parser';
import { calleeName, clerkServerNames } from './clerk-names.ts';

type Call = Extract<Node, { type: 'CallExpression' }>;

/** The call that makes an app's proxy one of Clerk. */
export interface MiddlewareCall {
  readonly source: Source;
  readonly call: Call;
  readonly name: 'clerkMiddleware' | 'authMiddleware' | 'withClerkMiddleware' | 'createAuthProxy';
}

/** What was found of Clerk in the file that Next.js runs before a request. */
export type FoundMiddleware =
  | { readonly kind: 'found'; readonly middleware: MiddlewareCall }
  /** All of its code was read, and none is Clerk's. */
  | { readonly kind: 'none' }
  /** It uses code that is not in the repository, which may be. */
  | { readonly kind: 'unread'; readonly source: Source; readonly offset: number; readonly what: string };

/** Packages that wrap a proxy, and do not bring Clerk's. */
const OTHERS =
  /^(?:next(?:\/.*)?|next-intl(?:\/.*)?|react|node:.*|@arcjet\/.*|@vercel\/.*|@upstash\/.*|@sentry\/.*|@formatjs\/.*|negotiator|accept-language|i18next.*|next-i18n.*|zod|jose|@t3-oss\/.*|@nosecone\/.*|@supabase\/.*|nanoid|convex\/.*)$/;

/** More code than a proxy has. */
const MAX_PLACES = 100;

/** Looks for Clerk's middleware in what a proxy exports, imports and re-exports followed. */
export function findMiddleware(repository: Repository, app: NextApp): FoundMiddleware {
  const source = app.proxy && repository.source(app.proxy.file);
  if (!source) return { kind: 'none' };
  const places: Place[] = [{ file: source.file, node: source.program }];
  const seen = new Set<Node>();
  let unread: FoundMiddleware | undefined;
  for (const place of places) {
    const owner = repository.source(place.file);
    if (!owner || seen.has(place.node) || seen.size >= MAX_PLACES) continue;
    seen.add(place.node);
    const middleware = callIn(repository, owner, place.node);
    if (middleware) return { kind: 'found', middleware };
    places.push(...usedBy(repository, place));
    unread ??= unreadIn(repository, owner, place);
  }
  return unread ?? { kind: 'none' };
}

const NAMES: ReadonlySet<string> = new Set([
  'clerkMiddleware',
  'authMiddleware',
  'withClerkMiddleware',
  'createAuthProxy',
]);

function isMiddlewareName(name: string | undefined): name is MiddlewareCall['name'] {
  return name !== undefined && NAMES.has(name);
}

function callIn(repository: Repository, source: Source, code: Node): MiddlewareCall | undefined {
  const clerk = clerkServerNames(repository, source);
  const own = source.imports.find(({ imported }) => imported === 'createAuthProxy')?.local;
  for (const { node } of visit(code)) {
    if (node.type !== 'CallExpression') continue;
    const called = calleeName(node);
    const [base = '', method] = called?.split('.') ?? [];
    const name =
      called !== undefined && called === own
        ? 'createAuthProxy'
        : clerk.get(base) === '*'
          ? method
          : clerk.get(called ?? '');
    if (isMiddlewareName(name)) return { source, call: node, name };
  }
  return undefined;
}

/** Code of the repository that a piece of code uses, and that a file hands on. */
function usedBy(repository: Repository, { file, node }: Place): readonly Place[] {
  const { graph } = repository;
  const names = [...namesUsedBy(node).names].flatMap((name) => graph.codeNamed(file, name) ?? []);
  const exported = [...graph.exportsOf(file).keys()].flatMap((name) => graph.codeExported(file, name) ?? []);
  return [...names, ...exported].filter((place) => place.file !== file);
}

/** What is used and comes from a package that is not in the repository. */
function unreadIn(repository: Repository, source: Source, { node }: Place): FoundMiddleware | undefined {
  const names = namesUsedBy(node).called;
  const used = [...source.imports, ...source.required].find(
    ({ local, from, isType }) =>
      !isType && names.has(local) && !OTHERS.test(from) && !isInside(repository, source, from),
  );
  if (used)
    return {
      kind: 'unread',
      source,
      offset: used.start,
      what: `${used.imported} of ${used.from} is not in this repository`,
    };
  const [reexport] = [...repository.graph.exportsOf(source.file).values()].flatMap((declaration) =>
    declaration.kind === 'import' && !isInside(repository, source, declaration.from) ? [declaration] : [],
  );
  return (
    reexport && {
      kind: 'unread',
      source,
      offset: 0,
      what: `${reexport.imported} of ${reexport.from} is not in this repository`,
    }
  );
}

function isInside(repository: Repository, source: Source, from: string): boolean {
  return repository.graph.resolve(source.file, from) !== undefined;
}
