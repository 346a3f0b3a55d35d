import type { Database } from '@repo/directory';
import { organizations, users } from '@repo/directory/schema';
import { inArray, isNotNull } from 'drizzle-orm';
import { contracts, messages, owners, projects, tickets } from '../storage/schema.ts';

/**
 * Removes the rows whose user or organization the mirror knows as deleted: projects, the contract, and tickets with all their
 * messages. What a deleted user wrote in the tickets of others stays, without their id: it is part of another user's conversation.
 *
 * Called in the transaction of each `user.deleted` and `organization.deleted`, and after a sync, which finds deletions that no
 * webhook reported. It reads the mirror, so a second call changes nothing and a missed one is made up for by the next.
 */
export async function clearDeletedOwners(db: Database): Promise<void> {
  const gone = db
    .select({ id: users.id })
    .from(users)
    .where(isNotNull(users.deletedAtMs))
    .union(
      db.select({ id: organizations.id }).from(organizations).where(isNotNull(organizations.deletedAtMs)),
    );
  // First: it waits for a transaction that adds a row for one of these owners, and what follows sees that row.
  await db.delete(owners).where(inArray(owners.id, gone));
  await db.delete(projects).where(inArray(projects.ownerId, gone));
  await db.delete(tickets).where(inArray(tickets.customerId, gone));
  await db.delete(contracts).where(inArray(contracts.userId, gone));
  await db.update(messages).set({ authorId: null }).where(inArray(messages.authorId, gone));
  await db.update(messages).set({ actorId: null }).where(inArray(messages.actorId, gone));
}
