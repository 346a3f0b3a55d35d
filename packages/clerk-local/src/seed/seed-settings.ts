import type { ClientTrustMode } from '../settings/client-trust.ts';
import type { AzpMode, LastActiveTokenMode } from '../settings/token-minting.ts';
import type { ClaimsTemplate, SessionTokenVersion } from '../store/instance-rows.ts';
import type { WebhookEndpointOptions } from '../webhooks/endpoints.ts';

/** The start options that a seed may hold: what a team sets in Clerk's dashboard. Each is explained at the start option. */
export interface SeedSettings {
  applicationName?: string;
  sessionClaims?: ClaimsTemplate;
  sessionTokenVersion?: SessionTokenVersion;
  membershipRequired?: boolean;
  secondFactorRequired?: boolean;
  clientTrust?: ClientTrustMode;
  compromisedPasswords?: 'task' | 'refused';
  webhooks?: readonly WebhookEndpointOptions[];
  azp?: AzpMode;
  lastActiveToken?: LastActiveTokenMode;
  deadTokens?: 'refused' | 'answered';
}
