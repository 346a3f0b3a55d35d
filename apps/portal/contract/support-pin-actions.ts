'use server';

import { type ReverificationHint, requireFreshVerification } from '@subdomain-sso/auth/server';
import { changeSupportPin, readContract } from './contract-store.ts';

export interface SupportPin {
  /** null: the database cannot be reached; nothing was changed. */
  readonly supportPin: string | null;
}

/** Returns the PIN to a customer who verified their identity in the last ten minutes; never to staff who impersonate them. */
export async function revealSupportPin(): Promise<SupportPin | ReverificationHint> {
  return requireFreshVerification(
    'strict',
    async ({ userId }) => {
      const contract = await readContract(userId);
      return { supportPin: contract.ok ? contract.value.supportPin : null };
    },
    {
      impersonation: 'forbid',
    },
  );
}

/** Replaces the PIN, under the same conditions. */
export async function replaceSupportPin(): Promise<SupportPin | ReverificationHint> {
  return requireFreshVerification(
    'strict',
    async ({ userId }) => {
      const changed = await changeSupportPin(userId);
      return { supportPin: changed.ok ? changed.value : null };
    },
    { impersonation: 'forbid' },
  );
}
