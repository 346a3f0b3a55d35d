'use server';

import { formFields } from '@repo/ui/fields';
import { revalidatePath } from 'next/cache';
import { parseWorkspace, requireOwnerId, type Workspace, workspacePath } from '../workspaces/workspace.ts';
import { type ProjectErrors, parseProjectDraft } from './project.ts';
import { addProject, PROJECTS_PER_OWNER, removeProject } from './project-store.ts';

export interface AddProjectState {
  errors: ProjectErrors;
  /** A sentence about the whole form; empty before the first attempt. */
  message: string;
}

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
  const parsed = parseProjectDraft(formFields(form));
  if (!parsed.ok) return { errors: parsed.errors, message: '' };
  const project = addProject(ownerId, parsed.draft);
  if (!project) return { errors: {}, message: `There are ${PROJECTS_PER_OWNER} projects. Remove one first.` };
  revalidatePath(workspacePath(target));
  return { errors: {}, message: `Added “${project.name}”.` };
}

/**
 * Removes a project of a workspace.
 *
 * @param id Untrusted; the id of another owner's project changes nothing.
 */
export async function removeProjectAction(workspace: Workspace, id: string): Promise<void> {
  const target = parseWorkspace(workspace);
  removeProject(await requireOwnerId(target), id);
  revalidatePath(workspacePath(target));
}
