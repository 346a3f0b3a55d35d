import type { Check } from '../check.ts';
import { deprecatedApiKey } from './deprecated-api-key.ts';
import { deprecatedImports } from './deprecated-imports.ts';
import { jwksCacheRace } from './jwks-cache-race.ts';
import { malformedHostCrash } from './malformed-host-crash.ts';
import { middlewareFile } from './middleware-file.ts';
import { missingAuthorizedParties } from './missing-authorized-parties.ts';
import { missingSecretKey } from './missing-secret-key.ts';
import { proxySkipsAuth } from './proxy-skips-auth.ts';
import { publicSecrets } from './public-secrets.ts';
import { securityFloors } from './security-floors.ts';
import { tokenKindMismatch } from './token-kind-mismatch.ts';
import { unawaitedAuth } from './unawaited-auth.ts';
import { unguardedActions } from './unguarded-actions.ts';
import { unguardedRoutes } from './unguarded-routes.ts';
import { webhookBehindAuth } from './webhook-behind-auth.ts';

/** Every check there is, in the order they run and are documented. */
export const CHECKS: readonly Check[] = [
  missingAuthorizedParties,
  securityFloors,
  middlewareFile,
  unguardedRoutes,
  unguardedActions,
  proxySkipsAuth,
  webhookBehindAuth,
  tokenKindMismatch,
  unawaitedAuth,
  missingSecretKey,
  publicSecrets,
  deprecatedApiKey,
  deprecatedImports,
  jwksCacheRace,
  malformedHostCrash,
];
