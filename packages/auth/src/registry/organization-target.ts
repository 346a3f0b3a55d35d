import { match, pathToRegexp } from '@clerk/shared/pathToRegexp';

/**
 * The paths that name an organization, with Clerk's option names and patterns.
 *
 * @source Clerk docs "organizationSyncOptions"; `@clerk/backend` 3.20.1 `OrganizationSyncOptions`.
 */
export interface OrganizationSyncOptions {
  /** Paths with a `:slug` or `:id` of an organization: `['/orgs/:slug', '/orgs/:slug/(.*)']`. */
  readonly organizationPatterns?: readonly string[];
  /** Paths of the personal account: `['/personal', '/personal/(.*)']`. Organization patterns win. */
  readonly personalAccountPatterns?: readonly string[];
}

/** The organization that a path names; `personal`: the personal account, so no organization. */
export type OrganizationTarget =
  | { readonly kind: 'slug' | 'id'; readonly value: string }
  | { readonly kind: 'personal' };

/**
 * Finds the organization that a path names.
 *
 * @param pathname As in the URL, percent-encoded; a slug that needs encoding is not recognised.
 * @returns null: the path names none, so any may be active.
 * @throws {TypeError} A pattern is malformed; `defineSso` finds it at start.
 */
export function organizationTarget(
  pathname: string,
  { organizationPatterns = [], personalAccountPatterns = [] }: OrganizationSyncOptions = {},
): OrganizationTarget | null {
  const found = organizationPatterns.length > 0 && matcherOf(organizationPatterns)(pathname);
  if (found !== false && found.params.id) return { kind: 'id', value: found.params.id };
  if (found !== false && found.params.slug) return { kind: 'slug', value: found.params.slug };
  const isPersonal = personalAccountPatterns.length > 0 && matcherOf(personalAccountPatterns)(pathname);
  return isPersonal ? { kind: 'personal' } : null;
}

type Matcher = ReturnType<typeof match<Params>>;
const matchers = new WeakMap<readonly string[], Matcher>();

/** Compiled once per list: every request is matched, and an app's patterns are the same list each time. */
function matcherOf(patterns: readonly string[]): Matcher {
  const known = matchers.get(patterns);
  if (known) return known;
  const matcher = match<Params>([...patterns]);
  matchers.set(patterns, matcher);
  return matcher;
}

/** A pattern in a form that a browser can use without the path-to-regexp library. */
export interface TargetExpression {
  /** Of a RegExp without flags but `i`. */
  readonly source: string;
  readonly kind: OrganizationTarget['kind'];
  /** Number of the group with the slug or id; 0: none. */
  readonly group: number;
}

/** Converts the patterns to regular expressions, in the order in which they are tried. */
export function targetExpressions({
  organizationPatterns = [],
  personalAccountPatterns = [],
}: OrganizationSyncOptions = {}): readonly TargetExpression[] {
  const organizations = organizationPatterns.map((pattern): TargetExpression => {
    const { source } = pathToRegexp(pattern);
    // Each parameter, with or without a name, is one group, in the order of the pattern.
    const parameters = pattern.match(/:\w+(?:\([^)]*\))?|\([^)]*\)/g) ?? [];
    const named = (name: string) =>
      parameters.findIndex((parameter) => parameter.replace(/\(.*/, '') === `:${name}`) + 1;
    return named('id') > 0
      ? { source, kind: 'id', group: named('id') }
      : { source, kind: 'slug', group: named('slug') };
  });
  const personal = personalAccountPatterns.map(
    (pattern): TargetExpression => ({ source: pathToRegexp(pattern).source, kind: 'personal', group: 0 }),
  );
  return [...organizations, ...personal];
}

interface Params {
  readonly id?: string;
  readonly slug?: string;
}

/** Whether the organization that the path names is the session's active one. True where the path names none. */
export function isActiveTarget(
  target: OrganizationTarget | null,
  active: { readonly orgId: string | null; readonly orgSlug: string | null },
): boolean {
  switch (target?.kind) {
    case undefined:
      return true;
    case 'personal':
      return active.orgId === null;
    case 'id':
      return active.orgId === target.value;
    case 'slug':
      return active.orgSlug === target.value;
  }
}

/** A short name for a target, safe in a cookie. */
export function targetKey(target: OrganizationTarget): string {
  return target.kind === 'personal' ? 'personal' : `${target.kind}:${encodeURIComponent(target.value)}`;
}
