'use server';

import { requireUser } from '@repo/auth/server';
import { revalidatePath } from 'next/cache';
import { type ProjectErrors, parseProjectDraft } from '../../projects/project.ts';
import { addProject, PROJECTS_PER_PERSON, removeProject } from '../../projects/project-store.ts';

export interface AddProjectState {
  errors: ProjectErrors;
  /** A sentence about the whole form, empty before the first attempt. */
  message: string;
}

/** Adds a project for whoever is signed in: the person is never taken from the form. */
export async function addProjectAction(_previous: AddProjectState, form: FormData): Promise<AddProjectState> {
  const { userId } = await requireUser();
  const parsed = parseProjectDraft(Object.fromEntries(form));
  if (!parsed.ok) return { errors: parsed.errors, message: '' };
  const project = addProject(userId, parsed.draft);
  if (!project) return { errors: {}, message: `You have ${PROJECTS_PER_PERSON} projects. Remove one first.` };
  revalidatePath('/dashboard');
  return { errors: {}, message: `Added “${project.name}”.` };
}

/**
 * Removes one of the person's own projects.
 *
 * @param id Untrusted: the browser holds it between rendering and submitting.
 */
export async function removeProjectAction(id: string): Promise<void> {
  const { userId } = await requireUser();
  removeProject(userId, id);
  revalidatePath('/dashboard');
}
