import type { Repository } from '@repo/next-repository';
import type { EnvironmentCheck, Finding } from '../check.ts';
import type { Setting } from '../clerk/settings.ts';

/** @source @clerk/nextjs 7.8.0 changelog: keyless mode is gone; without keys the SDK throws. */
export const missingSecretKey: EnvironmentCheck = {
  id: 'missing-secret-key',
  kind: 'environment',
  title: 'The secret key is missing',
  whyItMatters:
    'With only a publishable key the browser signs users in, and the server throws at the first request that asks for the user.',
  fix: 'Set CLERK_SECRET_KEY beside the publishable key, from the same instance: Clerk dashboard, API keys.',
  severity: 'error',
  run: ({ repository, settingsOf }) =>
    repository.apps.flatMap((app): readonly Finding[] => {
      const settings = settingsOf(app);
      const publishable = settings.find(({ name }) => name === 'NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY');
      const isKeyed = settings.some(({ name, value }) => name === 'CLERK_SECRET_KEY' && isFilledIn(value));
      if (!publishable || isKeyed || isForEveryone(repository, publishable)) return [];
      const isEmpty = settings.some(({ name }) => name === 'CLERK_SECRET_KEY');
      const saw = `${app.directory || 'The app'} has a publishable key and ${isEmpty ? 'an unfilled' : 'no'} CLERK_SECRET_KEY`;
      const { file, line } = publishable;
      return [{ saw, ...(file === undefined ? {} : { file }), ...(line === undefined ? {} : { line }) }];
    }),
};

/** A file that git tracks holds what is no secret; the secret is meant to be elsewhere. */
function isForEveryone({ hasGit, files }: Repository, { file }: Setting): boolean {
  return file !== undefined && hasGit && files.includes(file);
}

/** Templates hold `sk_test_…`, `YOUR_SECRET_KEY` and the like. */
function isFilledIn(value: string): boolean {
  return /^sk_(?:test|live)_[A-Za-z0-9]{8,}/.test(value) && !/x{6,}/i.test(value);
}
