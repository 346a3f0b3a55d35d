import type { Source } from '@repo/next-repository';
import semver from 'semver';
import type { Change, Finding, StaticCheck } from '../check.ts';

/** Removed entry points, and the one that has their names now. All are gone since version 5. */
const MOVED_PATHS: Readonly<Record<string, string | null>> = {
  '@clerk/nextjs/api': '@clerk/nextjs/server',
  '@clerk/nextjs/edge': '@clerk/nextjs/server',
  '@clerk/nextjs/app-beta': '@clerk/nextjs',
  '@clerk/nextjs/app-beta/client': '@clerk/nextjs',
  '@clerk/nextjs/edge-middleware': null,
  '@clerk/nextjs/edge-middlewarefiles': null,
  '@clerk/nextjs/ssr': null,
};

/** Names removed from every entry point, their replacement, and the version without them. */
const GONE_NAMES: Readonly<Record<string, { readonly instead: string; readonly since: string }>> = {
  withClerkMiddleware: { instead: 'clerkMiddleware()', since: '5.0.0' },
  authMiddleware: {
    instead: 'clerkMiddleware(), with a guard in every page and route that needs one',
    since: '6.0.0',
  },
  redirectToSignIn: {
    instead: '(await auth()).redirectToSignIn() on the server, <RedirectToSignIn /> in the browser',
    since: '6.0.0',
  },
  withServerSideAuth: { instead: 'getAuth(request)', since: '5.0.0' },
};

const MOVED_SINCE = '5.0.0';

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
    'These entry points and functions were removed: the build fails with a version without them, so it is an error there. With an older version nothing is wrong yet, but it gets no security fixes.',
  fix: 'Import from @clerk/nextjs/server on the server and from @clerk/nextjs in components; replace what was removed.',
  severity: 'error',
  run: (repository) =>
    repository.packages.flatMap((owner) => {
      const version = owner.dependency('@clerk/nextjs')?.version;
      const isGone = (since: string) => version === undefined || semver.gte(version, since);
      return repository
        .sourcesOf(owner, /@clerk\/nextjs/)
        .flatMap((source) => [
          ...byVersion(movedPaths(source), isGone(MOVED_SINCE)),
          ...goneNames(source, isGone),
          ...byVersion(serverNames(source), isGone(MOVED_SINCE)),
        ]);
    }),
};

/** Before the version without the old names the new ones may not exist either: then nothing is changed. */
function byVersion(findings: readonly Finding[], isGone: boolean): readonly Finding[] {
  if (isGone) return findings;
  return findings.map(({ saw, file, line }) => ({
    saw: `${saw}, from version 5 on`,
    level: 'warning',
    fix: 'Nothing is wrong with the version here. When you upgrade @clerk/nextjs to 5 or newer, change the import with it.',
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
  }));
}

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

function goneNames(source: Source, isGone: (since: string) => boolean): readonly Finding[] {
  return source.imports.flatMap(({ imported, from, start }): readonly Finding[] => {
    const gone = GONE_NAMES[imported];
    if (gone === undefined || !from.startsWith('@clerk/nextjs')) return [];
    const place = { file: source.file, line: source.lineAt(start) };
    if (isGone(gone.since)) return [{ saw: `${imported} was removed; use ${gone.instead}`, ...place }];
    const saw = `${imported} is removed in version ${gone.since}`;
    return [
      {
        saw,
        ...place,
        level: 'warning',
        fix: `With the upgrade to ${gone.since} replace it by ${gone.instead}.`,
      },
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
