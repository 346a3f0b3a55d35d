import type { DatabaseResult } from '@repo/data';
import { Badge, Card, DatabaseAway, DataTable, EmptyState } from '@repo/ui';
import type { Workspace } from '../workspaces/workspace.ts';
import { AddProjectForm } from './add-project-form.tsx';
import type { Project } from './project.ts';
import { RemoveProjectButton } from './remove-project-button.tsx';

/** All projects of a workspace, and a form to add one. */
export function ProjectsView({
  workspace,
  projects,
}: {
  workspace: Workspace;
  /** Not ok: the database cannot be reached. */
  projects: DatabaseResult<readonly Project[]>;
}) {
  return (
    <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <section aria-label="Your projects" id="projects">
        {!projects.ok ? (
          <DatabaseAway what="Your projects" />
        ) : projects.value.length === 0 ? (
          <EmptyState title="No projects yet">
            Add one beside this box: a name and the hours it takes a week.
          </EmptyState>
        ) : (
          <ProjectTable workspace={workspace} projects={projects.value} />
        )}
        <p className="mt-3 text-sm text-ink-soft">
          Projects are kept in a database until you remove them or delete your account.
        </p>
      </section>
      <Card title="Add a project">
        <AddProjectForm workspace={workspace} />
      </Card>
    </div>
  );
}

function ProjectTable({ workspace, projects }: { workspace: Workspace; projects: readonly Project[] }) {
  return (
    <DataTable
      caption="Your projects, newest first"
      rows={projects}
      columns={[
        { heading: 'Project', cell: ({ name }) => name },
        {
          heading: 'Hours a week',
          cell: ({ weeklyHours }) => <span className="tabular-nums">{weeklyHours}</span>,
        },
        {
          heading: 'Status',
          cell: ({ status }) => <Badge tone={status === 'published' ? 'good' : 'wait'}>{status}</Badge>,
        },
        { heading: 'Since', cell: ({ createdAt }) => <Day iso={createdAt} /> },
        {
          heading: 'Action',
          cell: ({ id, name }) => <RemoveProjectButton workspace={workspace} id={id} name={name} />,
        },
      ]}
    />
  );
}

function Day({ iso }: { iso: string }) {
  const text = new Date(iso).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
  return (
    <time dateTime={iso} className="whitespace-nowrap text-ink-soft">
      {text}
    </time>
  );
}
