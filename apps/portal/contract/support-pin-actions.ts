'use server';

import { type ReverificationHint, requireFreshVerification } from '@repo/auth/server';
import { changeSupportPin, readContract } from './contract-store.ts';

export interface SupportPin {
  readonly supportPin: string;
}

/** Shows the PIN to whoever has proved within ten minutes that they are the customer; never to somebody acting for them. */
export async function revealSupportPin(): Promise<SupportPin | ReverificationHint> {
  return requireFreshVerification(
    'strict',
    ({ userId }) => ({ supportPin: readContract(userId).supportPin }),
    {
      impersonation: 'forbid',
    },
  );
}

/** Replaces the PIN, under the same conditions. */
export async function replaceSupportPin(): Promise<SupportPin | ReverificationHint> {
  return requireFreshVerification(
    'strict',
    ({ userId }) => ({ supportPin: changeSupportPin(userId).supportPin }),
    { impersonation: 'forbid' },
  );
}
