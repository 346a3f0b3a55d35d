export {
  currentClerkKeys,
  currentDirectoryLocation,
  type DirectoryLocation,
  readDirectoryLocation,
} from './env.ts';
export { DirectoryError, type DirectoryErrorCode } from './errors.ts';
export { type ApplyOutcome, applyEvent, type DeliveredEvent } from './events/apply-event.ts';
export { EVENT_RETENTION_MS, removeOldEvents } from './events/remove-old-events.ts';
export {
  type ListedPerson,
  listOrganizations,
  listPeople,
  type PeopleCursor,
  type PeopleFilter,
} from './queries/list-people.ts';
export { type DirectoryStatus, readStatus } from './queries/read-status.ts';
export type { Database } from './storage/database.ts';
export { applyMigrations, type Migration, migrate } from './storage/migrate.ts';
export { type Directory, type OpenDirectoryOptions, openDirectory } from './storage/open-directory.ts';
export { fillEmpty } from './sync/fill-empty.ts';
export { type SyncOptions, type SyncProgress, type SyncReport, syncDirectory } from './sync/sync.ts';
