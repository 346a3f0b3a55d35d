'use client';

import { useActionState } from 'react';
import type { Workspace } from '../workspaces/workspace.ts';
import { removeProjectAction } from './project-actions.ts';

/** Removes one project. It works before JavaScript has loaded; with it, a failure appears beside the button. */
export function RemoveProjectButton({
  workspace,
  id,
  name,
}: {
  workspace: Workspace;
  id: string;
  name: string;
}) {
  const [state, action, isPending] = useActionState(removeProjectAction.bind(null, workspace, id), {
    message: '',
  });
  return (
    <form action={action}>
      <button
        type="submit"
        disabled={isPending}
        aria-label={`Remove ${name}`}
        className="text-sm text-ink-soft underline hover:text-danger disabled:opacity-60"
      >
        {isPending ? 'Removing …' : 'Remove'}
      </button>
      <p role="alert" className="mt-1 max-w-56 text-sm text-danger empty:hidden">
        {state.message}
      </p>
    </form>
  );
}
