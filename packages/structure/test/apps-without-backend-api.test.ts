import { expect, test } from 'vitest';
import { listFiles, readText } from './repository-files.ts';

/** A page that asked Clerk's Backend API would be as slow, and as often unavailable, as that API. */
test('no source of an app asks the Backend API', () => {
  const sources = listFiles('apps/**/*.{ts,tsx}').filter((path) => !path.includes('/test/'));
  expect(sources.length).toBeGreaterThan(100);
  const asking = sources.filter((path) =>
    /\b(currentUser|clerkClient|createClerkClient)\b/.test(readText(path)),
  );
  expect(asking).toEqual([]);
});
