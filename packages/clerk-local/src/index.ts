export type { ClientTrust, ClientTrustMode } from './client-trust.ts';
export type { Clock, ClockSettings } from './clock.ts';
export type {
  AzpMode,
  LastActiveTokenMode,
  TokenMinting,
  TokenMintingSettings,
} from './control/token-minting.ts';
export type { FaultSettings, Faults } from './faults.ts';
export type { DeadTokenMode, LocalClerkOptions, LogEntry } from './instance.ts';
export { generateSigningKeyPem } from './keys.ts';
export {
  defaultSeed,
  type Seed,
  type SeedOrganization,
  type SeedPermission,
  type SeedPlan,
  type SeedRole,
  type SeedUser,
} from './seed.ts';
export type { SessionClaimsSettings } from './session-settings.ts';
export { SnapshotError } from './snapshot.ts';
export { type LocalClerk, LocalClerkStartError, startLocalClerk } from './start.ts';
export type { WebhookAttempt, WebhookDeliveryRow } from './store/rows.ts';
export type { ClaimsTemplate, SessionTokenVersion } from './store/session-rows.ts';
export type { SessionTaskSettings } from './task-settings.ts';
export type { DeliverySettings } from './webhooks/delivery-settings.ts';
export type { Webhooks } from './webhooks/dispatcher.ts';
export { type WebhookEndpointOptions, WebhookOptionsError } from './webhooks/endpoints.ts';
