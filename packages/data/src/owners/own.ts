import type { Database } from '@repo/directory';
import { organizations, users } from '@repo/directory/schema';
import { and, eq, isNotNull, sql } from 'drizzle-orm';
import { owners } from '../storage/schema.ts';

/** Ends the transaction: Clerk has reported that the account or organization is gone. */
class OwnerDeletedError extends Error {
  override readonly name = 'OwnerDeletedError';
}

/**
 * Works with the rows of one owner while no other transaction does. A new owner gets the examples first.
 *
 * @param kind Which rows.
 * @param ownerId From a guard, never from a request.
 * @returns What `work` returns; `owner-deleted`: a token is accepted for up to a minute after its user was deleted, and nothing is
 *   written for them.
 */
export async function asOwner<Result>(
  db: Database,
  { kind, ownerId, nowMs }: { kind: 'projects' | 'tickets'; ownerId: string; nowMs: number },
  examples: (tx: Database) => Promise<void>,
  work: (tx: Database) => Promise<Result>,
): Promise<Result | 'owner-deleted'> {
  try {
    return await db.transaction((tx) => workAlone(tx, { kind, ownerId, nowMs }, examples, work));
  } catch (error) {
    if (error instanceof OwnerDeletedError) return 'owner-deleted';
    throw error;
  }
}

async function workAlone<Result>(
  tx: Database,
  { kind, ownerId, nowMs }: { kind: 'projects' | 'tickets'; ownerId: string; nowMs: number },
  examples: (tx: Database) => Promise<void>,
  work: (tx: Database) => Promise<Result>,
): Promise<Result> {
  const created = await tx
    .insert(owners)
    .values({ kind, id: ownerId, createdAtMs: nowMs })
    .onConflictDoNothing()
    .returning({ id: owners.id });
  if (await isDeleted(tx, ownerId)) throw new OwnerDeletedError();
  if (created.length > 0) await examples(tx);
  else await tx.select().from(owners).where(ownerRow(kind, ownerId)).for('update');
  return work(tx);
}

/** Whether the examples were written. */
export async function isKnownOwner(
  db: Database,
  kind: 'projects' | 'tickets',
  ownerId: string,
): Promise<boolean> {
  return (await db.$count(owners, ownerRow(kind, ownerId))) > 0;
}

function ownerRow(kind: 'projects' | 'tickets', ownerId: string) {
  return and(eq(owners.kind, kind), eq(owners.id, ownerId));
}

async function isDeleted(tx: Database, ownerId: string): Promise<boolean> {
  for (const table of [users, organizations]) {
    const gone = and(eq(table.id, ownerId), isNotNull(table.deletedAtMs));
    const [found] = await tx.select({ one: sql`1` }).from(table).where(gone).limit(1);
    if (found) return true;
  }
  return false;
}
