import type { ClerkState } from '../clerk/read-clerk.ts';
import type { Answers, Values } from './answers.ts';
import type { Target } from './step.ts';

/**
 * Joins what was answered with what Clerk told about its instances.
 *
 * @returns Values by name of the variable. An environment without a value is left out, and stays as it is on Vercel.
 */
export function joinValues(
  answers: Answers,
  clerk: { readonly production: ClerkState; readonly preview: ClerkState | undefined },
): Values {
  const pair = (production: string, preview: string | undefined) => ({
    production,
    ...(preview === undefined ? {} : { preview }),
  });
  return new Map([
    [
      'NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY',
      pair(clerk.production.publishableKey, clerk.preview?.publishableKey),
    ],
    ['CLERK_SECRET_KEY', pair(answers.clerkSecretKey, answers.previewClerkSecretKey)],
    ['CLERK_JWT_KEY', pair(clerk.production.jwtKey, clerk.preview?.jwtKey)],
    ...answers.others,
  ]);
}

/** Lists which values are known, without the values. */
export function knownValues(values: Values): ReadonlyMap<string, ReadonlySet<Target>> {
  const targets = ['production', 'preview'] as const;
  return new Map(
    [...values].map(([name, value]) => [
      name,
      new Set(targets.filter((target) => value[target] !== undefined)),
    ]),
  );
}
