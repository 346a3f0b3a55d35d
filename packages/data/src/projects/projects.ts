import { randomUUID } from 'node:crypto';
import type { Database } from '@repo/directory';
import { and, desc, eq } from 'drizzle-orm';
import { asOwner, isKnownOwner } from '../owners/own.ts';
import { projects } from '../storage/schema.ts';
import { PROJECTS_PER_OWNER } from './limits.ts';

export type ProjectRow = Readonly<typeof projects.$inferSelect>;

/**
 * Lists the projects of one user or organization, newest first. A new owner gets three examples.
 *
 * @param ownerId Id of the signed-in user or their active organization; from a guard, never from a request.
 */
export async function listProjects(
  db: Database,
  ownerId: string,
  nowMs = Date.now(),
): Promise<readonly ProjectRow[]> {
  if (await isKnownOwner(db, 'projects', ownerId)) return select(db, ownerId);
  const listed = await asProjectOwner(db, ownerId, nowMs, (tx) => select(tx, ownerId));
  return listed === 'owner-deleted' ? [] : listed;
}

/**
 * Adds a project in state draft. Of several calls at one time no more succeed than the limit allows.
 *
 * @returns The new project, or `full` when there already are `PROJECTS_PER_OWNER`.
 */
export function addProject(
  db: Database,
  ownerId: string,
  draft: { readonly name: string; readonly weeklyHours: number },
  nowMs = Date.now(),
): Promise<ProjectRow | 'full' | 'owner-deleted'> {
  return asProjectOwner(db, ownerId, nowMs, async (tx) => {
    if ((await tx.$count(projects, eq(projects.ownerId, ownerId))) >= PROJECTS_PER_OWNER)
      return 'full' as const;
    const row = { id: randomUUID(), ownerId, ...draft, status: 'draft' as const, createdAtMs: nowMs };
    await tx.insert(projects).values(row);
    return row;
  });
}

/**
 * Removes a project of this owner.
 *
 * @returns Whether there was one; the id of another owner's project changes nothing.
 */
export async function removeProject(db: Database, ownerId: string, id: string): Promise<boolean> {
  const removed = await db
    .delete(projects)
    .where(and(eq(projects.ownerId, ownerId), eq(projects.id, id)))
    .returning({ id: projects.id });
  return removed.length > 0;
}

function select(db: Database, ownerId: string): Promise<ProjectRow[]> {
  return db
    .select()
    .from(projects)
    .where(eq(projects.ownerId, ownerId))
    .orderBy(desc(projects.createdAtMs), desc(projects.id));
}

function asProjectOwner<Result>(
  db: Database,
  ownerId: string,
  nowMs: number,
  work: (tx: Database) => Promise<Result>,
): Promise<Result | 'owner-deleted'> {
  const examples = async (tx: Database) => {
    await tx.insert(projects).values(EXAMPLES.map((example) => ({ id: randomUUID(), ownerId, ...example })));
  };
  return asOwner(db, { kind: 'projects', ownerId, nowMs }, examples, work);
}

const EXAMPLES = [
  {
    name: 'Front desk, winter season',
    weeklyHours: 112,
    status: 'published',
    createdAtMs: Date.parse('2026-10-05T08:30:00Z'),
  },
  {
    name: 'Night shift cover',
    weeklyHours: 56,
    status: 'draft',
    createdAtMs: Date.parse('2026-09-21T14:10:00Z'),
  },
  {
    name: 'Trade fair crew',
    weeklyHours: 40,
    status: 'draft',
    createdAtMs: Date.parse('2026-09-02T09:00:00Z'),
  },
] as const;
