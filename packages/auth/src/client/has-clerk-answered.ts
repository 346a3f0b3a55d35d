import type { LoadedClerk } from '@clerk/shared/types';

/** What is needed of the Clerk object to tell. */
export type AnsweringClerk = Pick<LoadedClerk, 'status' | 'client' | 'frontendApi' | 'proxyUrl'>;

/**
 * Whether "nobody is signed in" is Clerk's own word. A browser that is offline, or is driven by a test, drops a failed call
 * without a word: clerk-js is then `ready`, knows of no client, and would be taken for a person who has signed out.
 * Only then Clerk is asked once more, and any answer counts.
 *
 * @returns false: Clerk has not been heard.
 * @source `@clerk/clerk-js` 6.34.1: a resource that could not be fetched while `navigator.onLine` is false or
 *   `navigator.webdriver` is true becomes an empty one.
 */
export async function hasClerkAnswered({
  status,
  client,
  frontendApi,
  proxyUrl,
}: AnsweringClerk): Promise<boolean> {
  if (status !== 'ready') return false;
  if (client?.id) return true;
  try {
    await fetch(`${proxyUrl || `https://${frontendApi}`}/v1/environment`, {
      mode: 'no-cors',
      credentials: 'omit',
      cache: 'no-store',
    });
    return true;
  } catch {
    return false;
  }
}
