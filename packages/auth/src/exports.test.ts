import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const manifest: { exports: Record<string, string> } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
);

/** What each entry point exports, types left out. A change here is a change for everyone who uses or has copied the package. */
const EXPORTS: Readonly<Record<string, readonly string[]>> = {
  './define-sso': [
    'appDefinition',
    'defineSso',
    'pageAppDefinition',
    'pageAppNames',
    'staffOf',
    'staffOrganization',
  ],
  './origins': ['canonicalOrigins', 'knownOrigins', 'localClerkHost', 'localOrigins', 'resolveOrigins'],
  './environment': ['readEnvironment'],
  './proxy': ['createAuthProxy', 'matcher'],
  './next-config': ['withSso'],
  './client': [
    'AfterHydration',
    'AppLink',
    'ReturnUrlFragment',
    'SsoProvider',
    'appUrl',
    'authFetch',
    'hasClerkUi',
    'isSignInPage',
    'reachableApps',
    'signInPageUrl',
    'toUserSummary',
    'useAuthFetch',
    'useClerkOutage',
    'useSignOutEverywhere',
  ],
  './server': [
    'RETURN_SHORTENED_PARAMETER',
    'SESSION_ENDED_PARAMETER',
    'checkRequirement',
    'currentSession',
    'isReturnUrlTooLong',
    'isStaff',
    'requireFreshVerification',
    'requireOrganization',
    'requireStaff',
    'requireUser',
    'safeReturnUrl',
    'toUserSummary',
    'withAuth',
  ],
  './verify': ['createSessionVerifier'],
  './bearer': ['resolveBearerPolicy'],
  './webhooks': ['WEBHOOK_PATH', 'createWebhookHandler'],
  './token-budget': [
    'CUSTOM_CLAIMS_LIMIT_BYTES',
    'SESSION_COOKIE_LIMIT_BYTES',
    'SESSION_COOKIE_NAME_BYTES',
    'measureTokenBudget',
  ],
  './problem': ['problemResponse', 'refusalResponse'],
  './reasons': [
    'REASONS',
    'REASON_HEADER',
    'SYNC_FAILURES',
    'TOKEN_FAULTS',
    'formatReasonHeader',
    'hasReason',
    'isReason',
    'isTokenFault',
    'parseReasonHeader',
    'tokenFaultOfSdkReason',
  ],
  './what-happens': ['DECISION_TEXTS', 'NOBODY', 'POSTURES', 'REQUEST_FORMS', 'SITUATIONS', 'whatHappens'],
  './stored-names': [
    'CLERK_QUERY_COOKIE',
    'FOREIGN_SESSION_KEY',
    'MISSING_ORGANIZATION_COOKIE',
    'REOPEN_COOKIE',
    'SESSION_PROOF_COOKIE',
    'STALE_CLIENT_COOKIE',
    'SWITCH_COOKIE',
    'SYNC_TRIES_KEY',
    'TOKEN_SIZE_COOKIE',
    'noteAttributes',
    'noteName',
  ],
  './errors': ['AUTH_CONFIG_FIXES', 'AuthConfigError'],
};

test('every entry point is listed here', () => {
  expect(Object.keys(manifest.exports)).toEqual(Object.keys(EXPORTS));
});

test.each(Object.entries(manifest.exports))('%s exports these names and no others', async (subpath, path) => {
  const exported: object = await import(new URL(`../${path}`, import.meta.url).href);
  expect(Object.keys(exported).sort()).toEqual(EXPORTS[subpath]);
});
