import type { z } from 'zod';
import { LocalClerkError } from '../errors/local-clerk-error.ts';
import type { Seed } from './seed.ts';
import { seedSchema } from './seed-schema.ts';

/**
 * Checks a seed that comes from a file or from a program.
 *
 * @param source Where it comes from: `The seed`, or the name of a file.
 * @throws {LocalClerkError} `seed_invalid`: names the path and the fault of each wrong entry, never a value.
 * @example parseSeed({ users: [{}], organizations: [] }, 'seed.yaml') // seed.yaml is wrong at users[0].emailAddress: …
 */
export function parseSeed(input: unknown, source = 'The seed'): Seed {
  const { success, data, error } = seedSchema.safeParse(input);
  if (success) return data;
  const faults = error.issues.map((issue) => `${pathOf(issue.path)}: ${faultOf(issue)}`);
  throw new LocalClerkError('seed_invalid', `${source} is wrong at ${faults.join('; at ')}.`);
}

/** `users[0].emailAddress`; `the top` for the seed itself. */
function pathOf(path: readonly PropertyKey[]): string {
  const written = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return written.replace(/^\./, '') || 'the top';
}

function faultOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    return `there is no ${issue.keys.map((key) => `"${key}"`).join(', ')}`;
  }
  return issue.message;
}
