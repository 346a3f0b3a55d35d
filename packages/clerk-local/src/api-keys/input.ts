import { z } from 'zod';

/** Longest lifetime of a key or token in seconds: a century. JavaScript dates end far beyond it. */
const MAX_LIFETIME_SECONDS = 100 * 365 * 24 * 60 * 60;

/** `seconds_until_expiration` of keys and tokens: above 0, fractions allowed. */
export const lifetimeSeconds = z.number().positive().max(MAX_LIFETIME_SECONDS);

/**
 * What both APIs accept when a key is created. The values of `type` and the minimum length of `name` are Clerk's; the maximum is ours.
 *
 * @source clerk/openapi-specs `createApiKey` of both descriptions.
 */
export const newApiKeyFields = {
  type: z.string().min(3).max(25).default('api_key'),
  name: z
    .string()
    .min(3)
    .max(255)
    .regex(/^\S(.*\S)?$/s, 'No space at either end.'),
  description: z.string().max(255).nullish(),
  subject: z.string(),
  seconds_until_expiration: lifetimeSeconds.nullish(),
};

/** Body of a revocation, in both APIs. */
export const revocationFields = { revocation_reason: z.string().max(255).nullish() };
