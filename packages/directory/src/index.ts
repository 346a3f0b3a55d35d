export { type ApplyOutcome, applyEvent, type DeliveredEvent } from './apply-event.ts';
export type { Database } from './database.ts';
export {
  currentClerkKeys,
  currentDirectoryLocation,
  type DirectoryLocation,
  readDirectoryLocation,
} from './env.ts';
export { DirectoryError, type DirectoryErrorCode } from './errors.ts';
export { fillEmpty } from './fill-empty.ts';
export { EVENT_RETENTION_MS, forgetEvents } from './forget-events.ts';
export {
  type ListedPerson,
  listOrganizations,
  listPeople,
  type PeopleCursor,
  type PeopleFilter,
} from './list-people.ts';
export { migrate } from './migrate.ts';
export { type Directory, type OpenDirectoryOptions, openDirectory } from './open-directory.ts';
export { type DirectoryStatus, readStatus } from './read-status.ts';
export { type SyncOptions, type SyncProgress, type SyncReport, syncDirectory } from './sync.ts';
