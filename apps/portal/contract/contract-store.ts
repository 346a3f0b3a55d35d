import 'server-only';
import {
  changeSupportPin as change,
  type DatabaseResult,
  readContract as read,
  unlessAway,
} from '@repo/data';
import { portalDatabase } from '../directory/portal-directory.ts';

export interface Contract {
  /** What the customer says on the phone to prove who they are. Six digits. */
  readonly supportPin: string;
  /** ISO 8601, UTC; null: it has never been changed. */
  readonly changedAt: string | null;
}

/** @param userId The signed-in customer; take it from a guard, never from a request. */
export function readContract(userId: string): Promise<DatabaseResult<Contract>> {
  return unlessAway(async () => {
    const { supportPin, changedAtMs } = await read((await portalDatabase()).db, userId);
    return { supportPin, changedAt: changedAtMs === null ? null : new Date(changedAtMs).toISOString() };
  });
}

/** Makes a new PIN; the old one stops working. @returns The new one. */
export function changeSupportPin(userId: string): Promise<DatabaseResult<string>> {
  return unlessAway(async () => change((await portalDatabase()).db, userId));
}
