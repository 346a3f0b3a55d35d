import { parseProblem, type Repository } from '@repo/next-repository';
import type { Check } from './check.ts';
import { readProxy } from './clerk/proxy-rules.ts';
import { isIgnored } from './ignore-comments.ts';
import type { Unread } from './unread.ts';

/**
 * Finds what the checks would have to read and cannot: files that are no code, manifests that are no JSON, proxies whose
 * conditions are not understood, and what single checks name. Silence would look like health.
 *
 * @returns Each place once, by file and line; only what matters to one of these checks.
 */
export function findUnread(repository: Repository, checks: readonly Check[]): readonly Unread[] {
  const ids = new Set(checks.map(({ id }) => id));
  const all = [
    ...unparsed(repository, checks),
    ...repository.apps.flatMap((app) => readProxy(repository, app).unread),
    ...checks.flatMap((check) => (check.kind === 'static' ? (check.unread?.(repository) ?? []) : [])),
  ];
  const concerned = all.flatMap((unread) => {
    const missing = unread.checks.filter(
      (id) =>
        ids.has(id) && !isIgnored(repository, id, { saw: unread.saw, file: unread.file, line: unread.line }),
    );
    return missing.length === 0 ? [] : [{ ...unread, checks: missing }];
  });
  const unique = new Map(concerned.map((unread) => [`${unread.file}:${unread.line} ${unread.saw}`, unread]));
  return [...unique.values()].toSorted(
    (one, other) => one.file.localeCompare(other.file) || one.line - other.line,
  );
}

/** Files that mention Clerk, or are a proxy, and cannot be parsed; manifests and lock files likewise. */
function unparsed(repository: Repository, checks: readonly Check[]): readonly Unread[] {
  const ofCode = checks.filter(({ kind }) => kind === 'static').map(({ id }) => id);
  const proxies = new Set(repository.apps.flatMap(({ proxies: files }) => files.map(({ file }) => file)));
  const code = repository.packages.flatMap((owner) =>
    repository.codeOf(owner).flatMap((file): readonly Unread[] => {
      const text = repository.read(file) ?? '';
      if (!/clerk/i.test(text) && !proxies.has(file)) return [];
      const problem = repository.source(file) ? undefined : parseProblem(file, text);
      return problem ? [{ saw: `The file ${problem.what}`, file, line: problem.line, checks: ofCode }] : [];
    }),
  );
  return [...code, ...manifests(repository, ofCode), ...lockFiles(repository)];
}

function manifests({ files, packages }: Repository, checks: readonly string[]): readonly Unread[] {
  const read = new Set(packages.map(({ manifestFile }) => manifestFile));
  return files
    .filter((file) => /(?:^|\/)package\.json$/.test(file) && !read.has(file))
    .map((file) => ({ saw: 'The manifest is no JSON object', file, line: 1, checks }));
}

const ABOUT_VERSIONS = [
  'security-floors',
  'versions-disagree',
  'react-mismatch',
  'jwks-cache-race',
  'malformed-host-crash',
  'next-before-clerk',
];

function lockFiles({ packages, lockOf }: Repository): readonly Unread[] {
  return packages.flatMap(({ directory }): readonly Unread[] => {
    const lock = lockOf(directory);
    if (!lock || lock.look) return [];
    const saw = 'The lock file cannot be read, so that only declared ranges are known';
    return [{ saw, file: lock.file, line: 1, checks: ABOUT_VERSIONS }];
  });
}
