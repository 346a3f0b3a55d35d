import { match, pathToRegexp } from '@clerk/shared/pathToRegexp';

/**
 * Which paths name an organization, in Clerk's own words and patterns.
 *
 * @source Clerk docs "organizationSyncOptions"; `@clerk/backend` 3.20.1 `OrganizationSyncOptions`.
 */
export interface OrganizationSyncOptions {
  /** Paths with a `:slug` or `:id` of an organization: `['/orgs/:slug', '/orgs/:slug/(.*)']`. */
  readonly organizationPatterns?: readonly string[];
  /** Paths of the personal account: `['/personal', '/personal/(.*)']`. Organization patterns win. */
  readonly personalAccountPatterns?: readonly string[];
}

/** The organization a path names; `personal`: none on purpose. */
export type OrganizationTarget =
  | { readonly kind: 'slug' | 'id'; readonly value: string }
  | { readonly kind: 'personal' };

/**
 * Finds out which organization a path names.
 *
 * @param pathname As in the URL, percent-encoded; a slug that needs encoding is none.
 * @returns null: the path names none, and any may be active.
 * @throws {TypeError} A pattern is malformed; found at start by `assertPatterns`.
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

/** Every request is matched, and an app's patterns are the same list each time. */
function matcherOf(patterns: readonly string[]): Matcher {
  const known = matchers.get(patterns);
  if (known) return known;
  const matcher = match<Params>([...patterns]);
  matchers.set(patterns, matcher);
  return matcher;
}

/** A pattern as a browser without the library for it can use it. */
export interface TargetExpression {
  /** Of a RegExp without flags but `i`. */
  readonly source: string;
  readonly kind: OrganizationTarget['kind'];
  /** Which group holds the slug or id; 0: none. */
  readonly group: number;
}

/** The patterns as regular expressions, in the order in which they are tried. */
export function targetExpressions({
  organizationPatterns = [],
  personalAccountPatterns = [],
}: OrganizationSyncOptions = {}): readonly TargetExpression[] {
  const ofOrganizations = organizationPatterns.map((pattern): TargetExpression => {
    const { source } = pathToRegexp(pattern);
    // Each parameter, with or without a name, is one group, in the order of the pattern.
    const parameters = pattern.match(/:\w+(?:\([^)]*\))?|\([^)]*\)/g) ?? [];
    const named = (name: string) =>
      parameters.findIndex((parameter) => parameter.replace(/\(.*/, '') === `:${name}`) + 1;
    return named('id') > 0
      ? { source, kind: 'id', group: named('id') }
      : { source, kind: 'slug', group: named('slug') };
  });
  const ofPeople = personalAccountPatterns.map(
    (pattern): TargetExpression => ({ source: pathToRegexp(pattern).source, kind: 'personal', group: 0 }),
  );
  return [...ofOrganizations, ...ofPeople];
}

interface Params {
  readonly id?: string;
  readonly slug?: string;
}

/** Whether what a session has active is what a path names. True where it names nothing. */
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
