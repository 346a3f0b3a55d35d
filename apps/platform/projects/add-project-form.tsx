'use client';

import { SubmitButton, TextField } from '@repo/ui';
import { useActionState } from 'react';
import type { Workspace } from '../workspaces/workspace.ts';
import { PROJECT_NAME_MAX, WEEKLY_HOURS_MAX } from './project.ts';
import { addProjectAction } from './project-actions.ts';

/** The form works before JavaScript has loaded; with it, errors appear without a new page. */
export function AddProjectForm({ workspace }: { workspace: Workspace }) {
  const [state, action] = useActionState(addProjectAction.bind(null, workspace), {
    errors: {},
    message: '',
    typed: { name: '', weeklyHours: '' },
  });
  return (
    <form action={action} className="space-y-4">
      <TextField
        label="Name"
        name="name"
        maxLength={PROJECT_NAME_MAX}
        required
        defaultValue={state.typed.name}
        error={state.errors.name}
      />
      <TextField
        label="Hours a week"
        name="weeklyHours"
        type="number"
        min={1}
        max={WEEKLY_HOURS_MAX}
        required
        defaultValue={state.typed.weeklyHours}
        error={state.errors.weeklyHours}
      />
      <SubmitButton>Add project</SubmitButton>
      <p role="status" className="text-sm text-ink-soft empty:hidden">
        {state.message}
      </p>
    </form>
  );
}
