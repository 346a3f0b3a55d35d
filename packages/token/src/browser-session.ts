import { FrontendApiClient, FrontendApiError } from 'clerk-local/frontend-api-client';
import type { ClerkInstance } from './clerk-instance.ts';
import { refusal, unreachable } from './clerk-refusal.ts';
import { TokenError } from './errors.ts';

const TIME_LIMIT_MS = 15_000;

/** A signed-in browser without a window: the only kind of caller whose tokens name an app. */
export interface BrowserSession {
  /**
   * A fresh session token, or one made from a JWT template.
   *
   * @throws {TokenError} `unknown_template`, `clerk_unreachable`, `clerk_unavailable`, `clerk_refused`: the session has ended.
   */
  mint(template: string | undefined): Promise<string>;
}

/**
 * Signs in with a one-time ticket as a page of the app would. Tokens of the Backend API carry no `azp`, and every app here
 * refuses those; Clerk writes `azp` from the Origin of a Frontend API call.
 *
 * @param ticket Of a sign-in token. It is used up.
 * @param organizationId Becomes the session's active organization; undefined: Clerk chooses.
 * @throws {TokenError} `sign_in_incomplete`: Clerk wants a second factor or another step. `clerk_unreachable`,
 *   `clerk_unavailable`, `clerk_refused`.
 */
export async function openBrowserSession(
  instance: ClerkInstance,
  { ticket, organizationId }: { readonly ticket: string; readonly organizationId: string | undefined },
): Promise<BrowserSession> {
  const { frontendApiUrl, origin } = instance;
  const client = new FrontendApiClient({ frontendApiUrl, origin, timeoutMs: TIME_LIMIT_MS });
  const toTokenError = (error: unknown) => explainFrontendError(error, instance);
  try {
    if (instance.needsDevBrowser) await client.createDevBrowser();
    await client.signInWithTicket(ticket);
    if (organizationId !== undefined) await client.setActiveOrganization(organizationId);
  } catch (error) {
    throw toTokenError(error);
  }
  return {
    mint: (template) =>
      client.mintToken(template === undefined ? {} : { template }).catch((error: unknown) => {
        const isUnknown = template !== undefined && error instanceof FrontendApiError && error.status === 404;
        throw isUnknown
          ? new TokenError('unknown_template', `Clerk has no JWT template "${template}".`)
          : toTokenError(error);
      }),
  };
}

/** @returns an error to throw; what did not come from the client comes back as it is. */
function explainFrontendError(error: unknown, instance: ClerkInstance): unknown {
  if (!(error instanceof FrontendApiError)) return error;
  if (error.code === 'frontend_api_unreachable') return unreachable(instance);
  if (error.code === 'sign_in_incomplete')
    return new TokenError(
      'sign_in_incomplete',
      `Clerk wants more than a ticket from this user (${error.signInStatus}). Use an account without a second factor.`,
    );
  const says = error.reasons.map(({ code, message }) => `${message} (${code})`).join('; ');
  return refusal(error.status, says);
}
