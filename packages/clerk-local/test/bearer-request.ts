import { PLATFORM_ORIGIN } from '@repo/clerk-local/testing';

/** A request as an app's API gets it from a program. */
export function bearerRequest(token: string): Request {
  return new Request(`${PLATFORM_ORIGIN}/api`, { headers: { authorization: `Bearer ${token}` } });
}
