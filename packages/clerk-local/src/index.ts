export type { DeadTokenMode, LocalClerkOptions, LogEntry } from './instance/instance.ts';
export {
  defaultSeed,
  type Seed,
  type SeedOrganization,
  type SeedPermission,
  type SeedPlan,
  type SeedRole,
  type SeedUser,
} from './seed/seed.ts';
export type { ClientTrust, ClientTrustMode } from './settings/client-trust.ts';
export type { Clock, ClockSettings } from './settings/clock.ts';
export type { DeliverySettings } from './settings/deliveries.ts';
export type { FaultSettings, Faults } from './settings/faults.ts';
export type { SessionClaimsSettings } from './settings/session-claims.ts';
export type { SessionTaskSettings } from './settings/session-tasks.ts';
export type {
  AzpMode,
  LastActiveTokenMode,
  TokenMinting,
  TokenMintingSettings,
} from './settings/token-minting.ts';
export { generateSigningKeyPem } from './start/keys.ts';
export { type LocalClerk, LocalClerkStartError, startLocalClerk } from './start/start-local-clerk.ts';
export type { WebhookAttempt, WebhookDeliveryRow } from './store/rows.ts';
export type { ClaimsTemplate, SessionTokenVersion } from './store/session-rows.ts';
export { SnapshotError } from './store/snapshot.ts';
export type { Webhooks } from './webhooks/dispatcher.ts';
export { type WebhookEndpointOptions, WebhookOptionsError } from './webhooks/endpoints.ts';
