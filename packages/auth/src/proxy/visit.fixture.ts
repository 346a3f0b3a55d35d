import type { NextFetchEvent } from 'next/server';
import { createCircuitBreaker } from '../outage/circuit-breaker.ts';
import type { OutagePolicy } from '../outage/outage-policy.ts';

/** The proxy never uses the event; Next passes one, and the type requires one. */
export const event = {} as NextFetchEvent;

/** Clerk answers, and nothing is accepted after it has expired. */
export const outage: OutagePolicy = {
  breaker: createCircuitBreaker({ probe: async () => true }),
  graceMs: 0,
  graceFor: 'reads',
};

/** What the SDK finds for nobody. */
export const NOBODY = {
  sessionState: 'signed-out',
  sdkReason: null,
  fault: null,
  orgId: null,
  orgSlug: null,
  claims: null,
} as const;

/** Headers of a page that is opened in a tab. */
export const DOCUMENT = { 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate', accept: 'text/html' };

/** Headers of a fetch. */
export const CALL = { 'sec-fetch-dest': 'empty', accept: '*/*' };
