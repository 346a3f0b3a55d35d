import type { LocalClerk } from '../start/serve-local-clerk.ts';
import { FrontendApiClient, FrontendApiError, type SignedInSession } from './frontend-api-client.ts';
import { ACCOUNT_ORIGIN } from './start-clerk-local.ts';

/** The part of a local Clerk that a test browser needs. Of one in another process: CLERK_API_URL and CLERK_SECRET_KEY. */
export type TestClerkAddress = Pick<LocalClerk, 'url' | 'secretKey'>;

export interface TestBrowserOptions {
  /** Origin of the page that calls, `scheme://host[:port]`. Default: `ACCOUNT_ORIGIN`, the home of `startClerkLocal`. */
  origin?: string;
}

/**
 * A browser without a window on a local Clerk: signs in by password, by ticket or as any user, mints session tokens for any
 * origin, and gives the cookies that an app would receive.
 *
 * @example
 * const clerk = await startClerkLocal();
 * const browser = new TestBrowser(clerk);
 * await browser.signInAs('user_ada');
 * await fetch(`${app}/dashboard`, { headers: { cookie: browser.appCookies(await browser.mintToken()) } });
 */
export class TestBrowser extends FrontendApiClient {
  readonly #clerk: TestClerkAddress;

  constructor(clerk: TestClerkAddress, { origin = ACCOUNT_ORIGIN }: TestBrowserOptions = {}) {
    super({ frontendApiUrl: clerk.url, origin });
    this.#clerk = clerk;
  }

  /**
   * Signs a user in without their password, with a ticket of the Backend API.
   *
   * @throws {FrontendApiError} `frontend_api_refused`: no such user, or the user is banned.
   */
  async signInAs(userId: string): Promise<SignedInSession & { userId: string }> {
    const answer = await fetch(`${this.#clerk.url}/v1/sign_in_tokens`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#clerk.secretKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ user_id: userId, expires_in_seconds: 60 }),
    });
    if (!answer.ok) {
      const problem = `The Backend API makes no sign-in token for ${userId}: it answers ${answer.status}.`;
      throw new FrontendApiError('frontend_api_refused', problem, { status: answer.status });
    }
    // The local Clerk's own answer, which its conformance test checks.
    const { token } = (await answer.json()) as { token: string };
    return { ...(await this.signInWithTicket(token)), userId };
  }

  /**
   * Value of the Cookie header that an app on the root domain receives from this browser: `__client_uat` and the session token,
   * each under both of its names.
   *
   * @param token Session token, of `mintToken`.
   */
  appCookies(token: string): string {
    const uats = this.cookies.list().filter(({ name }) => name.startsWith('__client_uat'));
    const sessions = uats.map(({ name }) => name.replace('__client_uat', '__session'));
    return [
      ...uats.map(({ name, value }) => `${name}=${value}`),
      ...sessions.map((name) => `${name}=${token}`),
    ].join('; ');
  }
}
