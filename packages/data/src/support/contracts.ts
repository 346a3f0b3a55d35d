import type { Database } from '@repo/directory';
import { eq } from 'drizzle-orm';
import { contracts } from '../storage/schema.ts';

export type ContractRow = Readonly<typeof contracts.$inferSelect>;

/**
 * Reads a customer's contract; the first call makes its PIN, and of several first calls all return the same one.
 *
 * @param userId The signed-in customer; from a guard, never from a request.
 */
export async function readContract(db: Database, userId: string): Promise<ContractRow> {
  await db.insert(contracts).values({ userId, supportPin: newPin() }).onConflictDoNothing();
  const [row] = await db.select().from(contracts).where(eq(contracts.userId, userId));
  // It was removed between the two statements: the account has just been deleted.
  return row ?? { userId, supportPin: newPin(), changedAtMs: null };
}

/** Makes a new PIN; the old one stops working. @returns The new PIN. */
export async function changeSupportPin(db: Database, userId: string, nowMs = Date.now()): Promise<string> {
  const changed = { supportPin: newPin(), changedAtMs: nowMs };
  await db
    .insert(contracts)
    .values({ userId, ...changed })
    .onConflictDoUpdate({ target: contracts.userId, set: changed });
  return changed.supportPin;
}

function newPin(): string {
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
  return String(random % 1_000_000).padStart(6, '0');
}
