export { clearDeletedOwners } from './owners/clear-deleted-owners.ts';
export {
  addProject,
  listProjects,
  type ProjectRow,
  removeProject,
} from './projects/projects.ts';
export { type DatabaseResult, unlessAway } from './storage/database-away.ts';
export { migrate } from './storage/migrate.ts';
export { currentData, openData } from './storage/open-data.ts';
export { type ContractRow, changeSupportPin, readContract } from './support/contracts.ts';
export {
  type Author,
  findTicket,
  listTickets,
  type MessageRow,
  openTicket,
  type TicketRow,
} from './support/tickets.ts';
