import { isDevelopmentFromPublishableKey } from '@clerk/shared/keys';
import { buildClerkJSScriptAttributes, clerkJSScriptUrl } from '@clerk/shared/loadClerkJsScript';
import type { BrowserClerk } from '../environment/browser-clerk.ts';
import { formatReasonHeader, SYNC_FAILURES, type TokenFault } from '../reasons.ts';
import { type OrganizationTarget, targetKey } from '../registry/organization-target.ts';
import { clerkQueryOf } from '../request/clerk-query.ts';
import {
  MISSING_ORGANIZATION_COOKIE,
  noteAttributes,
  noteName,
  REOPEN_COOKIE,
  SESSION_PROOF_COOKIE,
  STALE_CLIENT_COOKIE,
  SYNC_TRIES_KEY,
  TOKEN_SIZE_COOKIE,
} from '../stored-names.ts';
import { escapeHtml, renderPage } from './recovery-page.ts';
import type { PageSources } from './recovery-page-policy.ts';
import { REPOST_FORM_ID, type Repost, renderRepostForm } from './repost-form.ts';
import { SESSION_SYNC_SCRIPT } from './session-sync-script.ts';

export interface SessionSync {
  readonly clerk: BrowserClerk;
  /** Origins whose tokens the cookie may hold. */
  readonly parties: readonly string[];
  /** The `__client_uat` from which the server concluded that a session is live. */
  readonly clientUatSeconds: number;
  readonly fault: TokenFault;
  /** The organization to make active; null: keep the active one. */
  readonly target: OrganizationTarget | null;
  /** End of the names of this Clerk instance's cookies. */
  readonly cookieSuffix: string;
  /** Value of `CLERK_QUERY_COOKIE`, untrusted. */
  readonly clerkQuery: string | undefined;
  /** Absolute URL offered when the browser gives up. */
  readonly homeUrl: string;
  /** The app's own origin that the browser addressed: its scheme decides about the names of notes. */
  readonly ownOrigin: string;
  readonly sources: PageSources;
  /** A form that arrived with a token that is not valid: the script sends it once more. Absent: the page is loaded again. */
  readonly repost?: Repost;
  /** The server's time, Unix milliseconds: the script compares a token's times with it. */
  readonly nowMs: number;
}

/**
 * Renders the session sync page. It is served in place of the page that was asked for, has a token minted from this app's own
 * origin, by two plain calls to Clerk or by clerk-js, and then loads the same URL again. There is no redirect: path, query and hash stay.
 *
 * Clerk writes the Origin of the minting call into `azp`; a navigation sends no Origin, so no redirect can produce a token
 * that `authorizedParties` accepts.
 *
 * @returns 200, never stored. Gives up after 3 tries in 30 s, in the browser, with a reason code.
 * @source Clerk docs "Manual JWT verification" (azp); `@clerk/clerk-js` `session.getToken({ skipCache })`; clerk/javascript#8231.
 */
export function sessionSyncPage(sync: SessionSync): Response {
  const {
    clerk,
    parties,
    clientUatSeconds,
    fault,
    target,
    clerkQuery,
    cookieSuffix,
    homeUrl,
    nowMs,
    ownOrigin,
    repost,
    sources,
  } = sync;
  const options = {
    publishableKey: clerk.publishableKey,
    ...(clerk.proxyUrl ? { proxyUrl: clerk.proxyUrl } : {}),
    ...(clerk.scriptUrl ? { __internal_clerkJSUrl: clerk.scriptUrl } : {}),
  };
  const clerkScript = {
    src: clerkJSScriptUrl(options),
    crossorigin: 'anonymous',
    ...buildClerkJSScriptAttributes(options),
  };
  const query = clerkQueryOf(clerkQuery ?? '');
  // The plain calls say which version of clerk-js they stand for: the one that this browser has used.
  const isPlain =
    query !== undefined && target === null && !isDevelopmentFromPublishableKey(clerk.publishableKey);
  const settings = {
    ...(isPlain
      ? { 'data-plain-api': clerk.frontendApiUrl, 'data-plain-query': query, 'data-suffix': cookieSuffix }
      : {}),
    'data-clerk': JSON.stringify(clerkScript),
    'data-stale-cookie': noteName(STALE_CLIENT_COOKIE, ownOrigin),
    // Without https a browser would not keep it, and the server does not ask for it.
    ...(ownOrigin.startsWith('https:')
      ? { 'data-proof-cookie': noteName(SESSION_PROOF_COOKIE, ownOrigin) }
      : {}),
    'data-size-cookie': noteName(TOKEN_SIZE_COOKIE, ownOrigin),
    'data-note-attributes': `; Path=/; ${noteAttributes(ownOrigin)}`,
    'data-reopen-cookie': REOPEN_COOKIE,
    'data-tries-key': SYNC_TRIES_KEY,
    'data-client-uat': String(clientUatSeconds),
    'data-parties': JSON.stringify(parties),
    ...(target
      ? {
          'data-target': JSON.stringify(target),
          'data-missing-cookie': `${noteName(MISSING_ORGANIZATION_COOKIE, ownOrigin)}=${targetKey(target)}`,
        }
      : {}),
    'data-now': String(nowMs),
    // Wherever the script would load the page again, it sends this form instead.
    ...(repost ? { 'data-repost': REPOST_FORM_ID } : {}),
    'data-failures': FAILURE_MESSAGES,
  };
  return renderPage({
    status: 200,
    title: 'One moment',
    reason: formatReasonHeader('session_sync_needed', fault),
    sources,
    sendsForm: repost !== undefined,
    body: body(homeUrl) + (repost ? renderRepostForm(repost) : ''),
    connect: [new URL(clerk.frontendApiUrl).origin],
    preload: query === undefined ? [] : earlyCalls(clerk, query),
    scripts: [
      ...(isPlain ? [] : [{ attributes: { id: 'clerk', ...clerkScript } }]),
      { attributes: settings, code: SESSION_SYNC_SCRIPT },
    ],
  });
}

/** The message of each failure by its code, as JSON for the script. */
const FAILURE_MESSAGES = JSON.stringify(
  Object.fromEntries(Object.entries(SYNC_FAILURES).map(([code, { message }]) => [code, message])),
);

/** Lists the two calls with which the script and clerk-js begin, so that they run while the browser still reads the page. */
function earlyCalls({ frontendApiUrl }: BrowserClerk, query: string): string[] {
  return ['client', 'environment'].map((resource) => `${frontendApiUrl}/v1/${resource}?${query}`);
}

function body(homeUrl: string): string {
  const home = escapeHtml(homeUrl);
  return `<main>
<div id="wait" role="status" aria-label="Opening the page"><span class="dot"></span><span class="dot"></span><span class="dot"></span></div>
<div id="download" role="status" hidden><h1>Your download has begun</h1><p>You can close this page, or <a href="${home}">go to your account</a>.</p></div>
<div id="sent" role="status" hidden><h1>Your form was sent</h1><p>You can go back to the page with the form, or <a href="${home}">go to your account</a>.</p></div>
<div id="failure" role="alert" hidden><h1>You are signed in, but this page could not confirm it</h1><p id="why"></p>
<p><a href="" id="retry">Try again</a> or <a href="${home}">go to your account</a>.</p><p><code id="code"></code></p></div>
<noscript><h1>JavaScript is needed once</h1><p>You are signed in on another of our sites. To show you this one, your browser
must confirm that with JavaScript. Allow it for this site and load the page again, or <a href="${home}">go to your account</a>.</p></noscript>
</main>`;
}
