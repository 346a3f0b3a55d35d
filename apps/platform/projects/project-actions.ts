'use server';

import { formFields } from '@repo/ui/fields';
import { revalidatePath } from 'next/cache';
import { parseWorkspace, requireOwnerId, type Workspace, workspacePath } from '../workspaces/workspace.ts';
import {
  PROJECTS_PER_OWNER,
  type ProjectErrors,
  parseProjectDraft,
  type TypedProject,
  typedProject,
} from './project.ts';
import { addProject, removeProject } from './project-store.ts';

export interface AddProjectState {
  errors: ProjectErrors;
  /** A sentence about the whole form; empty before the first attempt. */
  message: string;
  /** What was typed, where nothing was added: React empties a form once its action returns. */
  typed: TypedProject;
}

/** How the removal of a project ended. */
export interface RemoveProjectState {
  /** A sentence where it failed. */
  message: string;
}

const AWAY = 'The database cannot be reached just now. Nothing was changed; try again in a moment.';
const REFUSED = {
  full: `There are ${PROJECTS_PER_OWNER} projects. Remove one first.`,
  'owner-deleted': 'This account or organization was deleted.',
} as const;
const EMPTY: TypedProject = { name: '', weeklyHours: '' };

/**
 * Adds a project to a workspace: the user is never read from the form, and an organization is accepted only if the user is a member.
 *
 * @param workspace Untrusted: the browser holds it between rendering and submitting.
 */
export async function addProjectAction(
  workspace: Workspace,
  _previous: AddProjectState,
  form: FormData,
): Promise<AddProjectState> {
  const target = parseWorkspace(workspace);
  const ownerId = await requireOwnerId(target);
  const fields = formFields(form);
  const typed = typedProject(fields);
  const parsed = parseProjectDraft(fields);
  if (!parsed.ok) return { errors: parsed.errors, message: '', typed };
  const added = await addProject(ownerId, parsed.draft);
  if (!added.ok) return { errors: {}, message: AWAY, typed };
  if (added.value === 'full' || added.value === 'owner-deleted')
    return { errors: {}, message: REFUSED[added.value], typed };
  revalidatePath(workspacePath(target));
  return { errors: {}, message: `Added “${added.value.name}”.`, typed: EMPTY };
}

/**
 * Removes a project of a workspace.
 *
 * @param id Untrusted; the id of another owner's project changes nothing.
 */
export async function removeProjectAction(workspace: Workspace, id: string): Promise<RemoveProjectState> {
  const target = parseWorkspace(workspace);
  const removed = await removeProject(await requireOwnerId(target), String(id));
  if (!removed.ok) return { message: AWAY };
  revalidatePath(workspacePath(target));
  return { message: '' };
}
