import type { Check } from '../check.ts';
import { clerkCli } from './clerk-cli.ts';
import { deprecatedApiKey } from './deprecated-api-key.ts';
import { deprecatedImports } from './deprecated-imports.ts';
import { excessiveClockSkew } from './excessive-clock-skew.ts';
import { idsFromArguments } from './ids-from-arguments.ts';
import { jwksCacheRace } from './jwks-cache-race.ts';
import { keyKinds } from './key-kinds.ts';
import { leakedSecrets } from './leaked-secrets.ts';
import { liveClerkDns } from './live-clerk-dns.ts';
import { liveClockSkew } from './live-clock-skew.ts';
import { liveCookieBytes } from './live-cookie-bytes.ts';
import { liveInstanceSettings } from './live-instance-settings.ts';
import { liveKeys } from './live-keys.ts';
import { liveReferrerPolicy } from './live-referrer-policy.ts';
import { malformedHostCrash } from './malformed-host-crash.ts';
import { malformedParty } from './malformed-party.ts';
import { middlewareFile } from './middleware-file.ts';
import { misnamedKeys } from './misnamed-keys.ts';
import { missingAuthorizedParties } from './missing-authorized-parties.ts';
import { missingSecretKey } from './missing-secret-key.ts';
import { nextBeforeClerk } from './next-before-clerk.ts';
import { organizationBySlug } from './organization-by-slug.ts';
import { outdatedApiVersion } from './outdated-api-version.ts';
import { outdatedBillingApi } from './outdated-billing-api.ts';
import { pendingSessions } from './pending-sessions.ts';
import { proxySkipsAuth } from './proxy-skips-auth.ts';
import { proxySkipsValues } from './proxy-skips-values.ts';
import { publicSecrets } from './public-secrets.ts';
import { reactMismatch } from './react-mismatch.ts';
import { requestOriginParty } from './request-origin-party.ts';
import { securityFloors } from './security-floors.ts';
import { sharedLocalhost } from './shared-localhost.ts';
import { tokenBudget } from './token-budget.ts';
import { tokenKindMismatch } from './token-kind-mismatch.ts';
import { twoInstances } from './two-instances.ts';
import { unawaitedAuth } from './unawaited-auth.ts';
import { unguardedActions } from './unguarded-actions.ts';
import { unguardedRoutes } from './unguarded-routes.ts';
import { userTypeConfusion } from './user-type-confusion.ts';
import { versionsDisagree } from './versions-disagree.ts';
import { webhookBehindAuth } from './webhook-behind-auth.ts';

/** Every check there is, in the order they run and are documented. */
export const CHECKS: readonly Check[] = [
  missingAuthorizedParties,
  requestOriginParty,
  malformedParty,
  excessiveClockSkew,
  unguardedRoutes,
  unguardedActions,
  idsFromArguments,
  organizationBySlug,
  proxySkipsAuth,
  proxySkipsValues,
  middlewareFile,
  webhookBehindAuth,
  tokenKindMismatch,
  pendingSessions,
  unawaitedAuth,
  userTypeConfusion,
  missingSecretKey,
  misnamedKeys,
  publicSecrets,
  leakedSecrets,
  keyKinds,
  twoInstances,
  tokenBudget,
  sharedLocalhost,
  securityFloors,
  nextBeforeClerk,
  versionsDisagree,
  reactMismatch,
  jwksCacheRace,
  malformedHostCrash,
  deprecatedImports,
  deprecatedApiKey,
  outdatedApiVersion,
  outdatedBillingApi,
  clerkCli,
  liveClockSkew,
  liveCookieBytes,
  liveReferrerPolicy,
  liveClerkDns,
  liveKeys,
  liveInstanceSettings,
];
