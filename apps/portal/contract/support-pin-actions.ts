'use server';

import { type ReverificationHint, requireFreshVerification } from '@subdomain-sso/auth/server';
import { changeSupportPin, readContract } from './contract-store.ts';

export interface SupportPin {
  readonly supportPin: string;
}

/** Returns the PIN to a customer who verified their identity in the last ten minutes; never to staff who impersonate them. */
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
