import { randomUUID } from 'node:crypto';
import type { Project, ProjectDraft } from './project.ts';

/** Projects per user or organization; the store is in memory. */
export const PROJECTS_PER_OWNER = 20;

const EXAMPLES: readonly Omit<Project, 'id'>[] = [
  {
    name: 'Front desk, winter season',
    weeklyHours: 112,
    status: 'published',
    createdAt: '2026-10-05T08:30:00Z',
  },
  { name: 'Night shift cover', weeklyHours: 56, status: 'draft', createdAt: '2026-09-21T14:10:00Z' },
  { name: 'Trade fair crew', weeklyHours: 40, status: 'draft', createdAt: '2026-09-02T09:00:00Z' },
];

/** Pages, actions and API routes are separate bundles: only the global object is shared by all of them. */
const shared = globalThis as typeof globalThis & { acmeProjects?: Map<string, Project[]> };
shared.acmeProjects ??= new Map();
const projectsByOwner = shared.acmeProjects;

/**
 * Lists the projects of one user or organization, newest first. A new owner gets three examples.
 *
 * @param ownerId Id of the signed-in user or their active organization; take it from a guard, never from a request.
 */
export function listProjects(ownerId: string): readonly Project[] {
  const own = projectsByOwner.get(ownerId) ?? exampleProjects();
  projectsByOwner.set(ownerId, own);
  return own;
}

/**
 * Adds a project in state draft.
 *
 * @returns The new project, or null when there already are `PROJECTS_PER_OWNER`.
 */
export function addProject(ownerId: string, draft: ProjectDraft): Project | null {
  const own = listProjects(ownerId);
  if (own.length >= PROJECTS_PER_OWNER) return null;
  const project: Project = {
    id: randomUUID(),
    ...draft,
    status: 'draft',
    createdAt: new Date().toISOString(),
  };
  projectsByOwner.set(ownerId, [project, ...own]);
  return project;
}

/** Removes a project of this owner; the id of another owner's project changes nothing. */
export function removeProject(ownerId: string, id: string): void {
  projectsByOwner.set(
    ownerId,
    listProjects(ownerId).filter((project) => project.id !== id),
  );
}

function exampleProjects(): Project[] {
  return EXAMPLES.map((example) => ({ id: randomUUID(), ...example }));
}
