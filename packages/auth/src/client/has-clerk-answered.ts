import type { LoadedClerk } from '@clerk/shared/types';

/** The properties of the Clerk object that are needed. */
export type AnsweringClerk = Pick<LoadedClerk, 'status' | 'client' | 'frontendApi' | 'proxyUrl'>;

/**
 * Whether Clerk itself reported that no user is signed in. In a browser that is offline or driven by a test, clerk-js ignores a
 * failed call: it is then `ready` without a client, as after a sign-out. Only then Clerk is called once more. What a gateway in
 * front of an unreachable Clerk answers is not Clerk's: it is a 5xx, mostly without the CORS headers that Clerk always sends.
 *
 * @returns false: Clerk has not answered.
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
    const { status: answered } = await fetch(`${proxyUrl || `https://${frontendApi}`}/v1/environment`, {
      credentials: 'omit',
      cache: 'no-store',
    });
    return answered < 500 && answered !== 429;
  } catch {
    return false;
  }
}
