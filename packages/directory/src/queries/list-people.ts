import { and, desc, eq, exists, gte, ilike, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../storage/database.ts';
import { memberships, organizations, users } from '../storage/schema.ts';

/** Which people to list. Everything given has to hold. */
export interface PeopleFilter {
  /** Part of the name, the username or the primary e-mail address, in any case; or a whole user id. */
  readonly search?: string;
  /** Slug of an organization they are members of. */
  readonly organizationSlug?: string;
  /** Signed up at this time or later, Unix milliseconds. */
  readonly createdFromMs?: number;
  /** Signed up before this time, Unix milliseconds. */
  readonly createdBeforeMs?: number;
}

/** Where a page begins: after this person, in the order of the list. */
export interface PeopleCursor {
  readonly createdAtMs: number;
  readonly id: string;
}

export interface ListedPerson {
  readonly id: string;
  /** First and last name; null where Clerk has neither. */
  readonly name: string | null;
  readonly username: string | null;
  readonly email: string | null;
  readonly createdAtMs: number | null;
  readonly lastActiveAtMs: number | null;
  readonly isBanned: boolean;
  /** By name. */
  readonly organizations: readonly {
    readonly slug: string | null;
    readonly name: string;
    readonly role: string;
  }[];
}

/**
 * Lists people, newest first. Deleted ones are not listed.
 *
 * @param page `limit`: 1 to 200, default 25. `after`: `next` of the page before.
 * @returns `next`: undefined on the last page.
 */
export async function listPeople(
  db: Database,
  filter: PeopleFilter = {},
  { limit = 25, after }: { readonly limit?: number; readonly after?: PeopleCursor } = {},
): Promise<{ readonly people: readonly ListedPerson[]; readonly next: PeopleCursor | undefined }> {
  if (!canMatch(filter)) return { people: [], next: undefined };
  const size = Math.min(Math.max(Math.trunc(limit), 1), 200);
  const rows = await db
    .select()
    .from(users)
    .where(and(isNull(users.deletedAtMs), ...conditions(db, filter), after && isAfter(after)))
    .orderBy(desc(CREATED), desc(users.id))
    // One row more than asked for shows whether there is another page.
    .limit(size + 1);
  const page = rows.slice(0, size);
  const last = page.at(-1);
  const byUser = await organizationsOf(
    db,
    page.map(({ id }) => id),
  );
  return {
    people: page.map((row) => ({
      id: row.id,
      name: [row.firstName, row.lastName].filter(Boolean).join(' ') || null,
      username: row.username,
      email: row.email,
      createdAtMs: row.createdAtMs,
      lastActiveAtMs: row.lastActiveAtMs,
      isBanned: row.isBanned ?? false,
      organizations: byUser.get(row.id) ?? [],
    })),
    next: last && rows.length > size ? { createdAtMs: last.createdAtMs ?? 0, id: last.id } : undefined,
  };
}

/** Organizations that people can be filtered by, by name; at most 500. */
export function listOrganizations(
  db: Database,
): Promise<readonly { readonly slug: string | null; readonly name: string | null }[]> {
  return db
    .select({ slug: organizations.slug, name: organizations.name })
    .from(organizations)
    .where(isNull(organizations.deletedAtMs))
    .orderBy(organizations.name, organizations.id)
    .limit(500);
}

/** Clerk always has a time of creation; a row without one is last. */
const CREATED = sql`coalesce(${users.createdAtMs}, 0)`;

function isAfter({ createdAtMs, id }: PeopleCursor): SQL {
  return sql`(${CREATED}, ${users.id}) < (${createdAtMs}, ${id})`;
}

/** Whether a row can have these texts: stored texts have no NUL and no halves of surrogate pairs, and PostgreSQL refuses both. */
function canMatch({ search = '', organizationSlug = '' }: PeopleFilter): boolean {
  return !/[\0\p{Surrogate}]/u.test(search + organizationSlug);
}

function conditions(db: Database, filter: PeopleFilter): (SQL | undefined)[] {
  const { search, organizationSlug, createdFromMs, createdBeforeMs } = filter;
  return [
    search === undefined || search === '' ? undefined : matches(search),
    organizationSlug === undefined ? undefined : isMemberOf(db, organizationSlug),
    createdFromMs === undefined ? undefined : gte(users.createdAtMs, createdFromMs),
    createdBeforeMs === undefined ? undefined : lt(users.createdAtMs, createdBeforeMs),
  ];
}

function matches(search: string): SQL | undefined {
  const pattern = `%${search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return or(
    eq(users.id, search),
    ilike(users.email, pattern),
    ilike(users.username, pattern),
    sql`concat_ws(' ', ${users.firstName}, ${users.lastName}) ilike ${pattern}`,
  );
}

function isMemberOf(db: Database, slug: string): SQL {
  return exists(
    db
      .select({ one: sql`1` })
      .from(memberships)
      .innerJoin(organizations, eq(organizations.id, memberships.organizationId))
      .where(
        and(
          eq(memberships.userId, users.id),
          eq(organizations.slug, slug),
          isNull(memberships.deletedAtMs),
          isNull(organizations.deletedAtMs),
        ),
      ),
  );
}

async function organizationsOf(
  db: Database,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, ListedPerson['organizations']>> {
  if (userIds.length === 0) return new Map();
  const rows = await db
    .select({
      userId: memberships.userId,
      role: memberships.role,
      slug: organizations.slug,
      name: organizations.name,
    })
    .from(memberships)
    .innerJoin(organizations, eq(organizations.id, memberships.organizationId))
    .where(
      and(
        inArray(memberships.userId, [...userIds]),
        isNull(memberships.deletedAtMs),
        isNull(organizations.deletedAtMs),
      ),
    )
    .orderBy(organizations.name);
  const byUser = new Map<string, { slug: string | null; name: string; role: string }[]>();
  for (const { userId, role, slug, name } of rows) {
    if (userId === null) continue;
    const list = byUser.get(userId) ?? [];
    list.push({ slug, name: name ?? slug ?? '', role: role ?? '' });
    byUser.set(userId, list);
  }
  return byUser;
}
