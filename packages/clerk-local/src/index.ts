export { LocalClerkError, type LocalClerkErrorCode } from './errors/local-clerk-error.ts';
export type {
  CompromisedPasswordMode,
  DeadTokenMode,
  LocalClerkOptions,
  LogEntry,
} from './instance/options.ts';
export { defineSeed, type SeedInput } from './seed/define-seed.ts';
export { loadSeed } from './seed/load-seed.ts';
export {
  defaultSeed,
  type Seed,
  type SeedOrganization,
  type SeedPermission,
  type SeedPlan,
  type SeedRole,
  type SeedSecondFactors,
  type SeedUser,
} from './seed/seed.ts';
export type { SeedSettings } from './seed/seed-settings.ts';
export type { ClientTrust, ClientTrustMode } from './settings/client-trust.ts';
export type { Clock, ClockSettings } from './settings/clock.ts';
export type { DeliverySettings } from './settings/deliveries.ts';
export type { FaultSettings, Faults } from './settings/faults.ts';
export type { KeyRotation } from './settings/key-rotation.ts';
export type { SessionClaimsSettings } from './settings/session-claims.ts';
export type { SessionTaskSettings } from './settings/session-tasks.ts';
export type {
  AzpMode,
  LastActiveTokenMode,
  TokenMinting,
  TokenMintingSettings,
} from './settings/token-minting.ts';
export type { Inbox, InboxMessage } from './start/inbox.ts';
export { type LocalClerk, serveLocalClerk } from './start/serve-local-clerk.ts';
export type {
  ClaimsTemplate,
  SessionTokenVersion,
  WebhookAttempt,
  WebhookDeliveryRow,
} from './store/instance-rows.ts';
export { generateSigningKeyPem } from './tokens/signing-key.ts';
export type { Webhooks } from './webhooks/dispatcher.ts';
export type { WebhookEndpointOptions } from './webhooks/endpoints.ts';
