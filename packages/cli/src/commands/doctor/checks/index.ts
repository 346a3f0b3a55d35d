import type { Check } from '../check.ts';
import { deprecatedApiKey } from './deprecated-api-key.ts';
import { deprecatedImports } from './deprecated-imports.ts';
import { jwksCacheRace } from './jwks-cache-race.ts';
import { malformedHostCrash } from './malformed-host-crash.ts';
import { middlewareFile } from './middleware-file.ts';
import { missingAuthorizedParties } from './missing-authorized-parties.ts';
import { missingSecretKey } from './missing-secret-key.ts';
import { publicSecrets } from './public-secrets.ts';
import { securityFloors } from './security-floors.ts';
import { unawaitedAuth } from './unawaited-auth.ts';

/** Every check there is, in the order they run and are documented. */
export const CHECKS: readonly Check[] = [
  missingAuthorizedParties,
  securityFloors,
  middlewareFile,
  unawaitedAuth,
  missingSecretKey,
  publicSecrets,
  deprecatedApiKey,
  deprecatedImports,
  jwksCacheRace,
  malformedHostCrash,
];
