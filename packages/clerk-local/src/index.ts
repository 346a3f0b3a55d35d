export type { FaultSettings, Faults } from './faults.ts';
export type { AzpMode, DeadTokenMode, LastActiveTokenMode, LocalClerkOptions, LogEntry } from './instance.ts';
export {
  defaultSeed,
  type Seed,
  type SeedOrganization,
  type SeedPermission,
  type SeedPlan,
  type SeedRole,
  type SeedUser,
} from './seed.ts';
export { SnapshotError } from './snapshot.ts';
export { type LocalClerk, LocalClerkStartError, startLocalClerk } from './start.ts';
