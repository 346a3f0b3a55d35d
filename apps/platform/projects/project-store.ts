import 'server-only';
import {
  addProject as add,
  currentData,
  type DatabaseResult,
  listProjects as list,
  type ProjectRow,
  removeProject as remove,
  unlessAway,
} from '@repo/data';
import type { Project, ProjectDraft } from './project.ts';

/**
 * Lists the projects of one user or organization, newest first. A new owner gets three examples.
 *
 * @param ownerId Id of the signed-in user or their active organization; take it from a guard, never from a request.
 */
export function listProjects(ownerId: string): Promise<DatabaseResult<readonly Project[]>> {
  return unlessAway(async () => (await list((await currentData()).db, ownerId)).map(toProject));
}

/**
 * Adds a project in state draft.
 *
 * @returns The new project, `full` when there already are `PROJECTS_PER_OWNER`, `owner-deleted` when Clerk has reported that.
 */
export function addProject(
  ownerId: string,
  draft: ProjectDraft,
): Promise<DatabaseResult<Project | 'full' | 'owner-deleted'>> {
  return unlessAway(async () => {
    const added = await add((await currentData()).db, ownerId, draft);
    return typeof added === 'string' ? added : toProject(added);
  });
}

/** Removes a project of this owner; the id of another owner's project changes nothing. */
export function removeProject(ownerId: string, id: string): Promise<DatabaseResult<boolean>> {
  return unlessAway(async () => remove((await currentData()).db, ownerId, id));
}

function toProject({ id, name, weeklyHours, status, createdAtMs }: ProjectRow): Project {
  return { id, name, weeklyHours, status, createdAt: new Date(createdAtMs).toISOString() };
}
