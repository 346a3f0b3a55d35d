import type { Source } from '@repo/next-repository';
import type { Change, Finding, StaticCheck } from '../check.ts';

/** Removed entry points, and the one that has their names now. */
const MOVED_PATHS: Readonly<Record<string, string | null>> = {
  '@clerk/nextjs/api': '@clerk/nextjs/server',
  '@clerk/nextjs/edge': '@clerk/nextjs/server',
  '@clerk/nextjs/app-beta': '@clerk/nextjs',
  '@clerk/nextjs/app-beta/client': '@clerk/nextjs',
  '@clerk/nextjs/edge-middleware': null,
  '@clerk/nextjs/edge-middlewarefiles': null,
  '@clerk/nextjs/ssr': null,
};

/** Names removed from every entry point, and their replacement. */
const GONE_NAMES: Readonly<Record<string, string>> = {
  withClerkMiddleware: 'clerkMiddleware()',
  authMiddleware: 'clerkMiddleware(), with a guard in every page and route that needs one',
  redirectToSignIn: '(await auth()).redirectToSignIn() on the server, <RedirectToSignIn /> in the browser',
  withServerSideAuth: 'getAuth(request)',
};

/** Names that only the server entry point has, since version 5. */
const SERVER_NAMES: ReadonlySet<string> = new Set([
  'auth',
  'currentUser',
  'clerkClient',
  'getAuth',
  'clerkMiddleware',
]);

/** @source @clerk/nextjs 4, 5 and 6 upgrade guides; `exports` of @clerk/nextjs 7.9.7. */
export const deprecatedImports: StaticCheck = {
  id: 'deprecated-imports',
  kind: 'static',
  title: 'An import that Clerk no longer has',
  whyItMatters:
    'These entry points and functions were removed: after the next upgrade of @clerk/nextjs the build fails, and the old versions get no security fixes.',
  fix: 'Import from @clerk/nextjs/server on the server and from @clerk/nextjs in components; replace what was removed.',
  severity: 'error',
  run: (repository) =>
    repository.packages.flatMap((owner) =>
      repository
        .sourcesOf(owner)
        .flatMap((source) => [...movedPaths(source), ...goneNames(source), ...serverNames(source)]),
    ),
};

function movedPaths(source: Source): readonly Finding[] {
  return source.specifiers.flatMap(({ value, start, end }) => {
    const target = MOVED_PATHS[value];
    if (target === undefined) return [];
    const saw = target === null ? `"${value}" was removed` : `"${value}" is "${target}" now`;
    return [
      { saw, file: source.file, line: source.lineAt(start), ...replaceSpecifier(source, start, end, target) },
    ];
  });
}

function replaceSpecifier(
  source: Source,
  start: number,
  end: number,
  target: string | null,
): { changes?: readonly Change[] } {
  if (target === null) return {};
  const quote = source.text[start] ?? "'";
  return { changes: [{ kind: 'replace', file: source.file, start, end, text: `${quote}${target}${quote}` }] };
}

function goneNames(source: Source): readonly Finding[] {
  return source.imports.flatMap(({ imported, from, start }) => {
    const instead = GONE_NAMES[imported];
    if (instead === undefined || !from.startsWith('@clerk/nextjs')) return [];
    return [
      { saw: `${imported} was removed; use ${instead}`, file: source.file, line: source.lineAt(start) },
    ];
  });
}

/** Fixed only where the whole statement moves: otherwise it must be split by hand. */
function serverNames(source: Source): readonly Finding[] {
  return source.program.body.flatMap((node) => {
    if (
      node.type !== 'ImportDeclaration' ||
      node.source.value !== '@clerk/nextjs' ||
      node.importKind === 'type'
    )
      return [];
    const names = source.imports.filter(({ start, end }) => start >= node.start && end <= node.end);
    const moved = names.filter(({ imported, isType }) => SERVER_NAMES.has(imported) && !isType);
    if (moved.length === 0) return [];
    const saw = `${moved.map(({ imported }) => imported).join(', ')} is in "@clerk/nextjs/server"`;
    const changes =
      moved.length === names.length
        ? replaceSpecifier(source, node.source.start, node.source.end, '@clerk/nextjs/server')
        : {};
    return [{ saw, file: source.file, line: source.lineAt(node.start), ...changes }];
  });
}
