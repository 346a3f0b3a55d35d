import { randomUUID } from 'node:crypto';
import type { Project, ProjectDraft } from './project.ts';

/** A person may keep this many projects; the store lives in memory. */
export const PROJECTS_PER_PERSON = 20;

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

/** Pages, actions and API routes are bundled apart: only the global object is one for all of them. */
const shared = globalThis as typeof globalThis & { acmeProjects?: Map<string, Project[]> };
shared.acmeProjects ??= new Map();
const projectsByUser = shared.acmeProjects;

/**
 * Lists the projects of one person, newest first. Whoever comes for the first time finds three examples.
 *
 * @param userId The signed-in person; take it from a guard, never from a request.
 */
export function listProjects(userId: string): readonly Project[] {
  const own = projectsByUser.get(userId) ?? exampleProjects();
  projectsByUser.set(userId, own);
  return own;
}

/**
 * Adds a project in state draft.
 *
 * @returns The new project, or null when the person already has `PROJECTS_PER_PERSON`.
 */
export function addProject(userId: string, draft: ProjectDraft): Project | null {
  const own = listProjects(userId);
  if (own.length >= PROJECTS_PER_PERSON) return null;
  const project: Project = {
    id: randomUUID(),
    ...draft,
    status: 'draft',
    createdAt: new Date().toISOString(),
  };
  projectsByUser.set(userId, [project, ...own]);
  return project;
}

/** Removes a project of this person; somebody else's id changes nothing. */
export function removeProject(userId: string, id: string): void {
  projectsByUser.set(
    userId,
    listProjects(userId).filter((project) => project.id !== id),
  );
}

function exampleProjects(): Project[] {
  return EXAMPLES.map((example) => ({ id: randomUUID(), ...example }));
}
