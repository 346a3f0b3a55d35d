import type { DatabaseResult } from '@repo/data';
import { Card, DatabaseAway, FactList } from '@repo/ui';
import { PROJECTS_PER_OWNER, type Project } from '../../projects/project.ts';
import { ApiUsage } from './api-usage.tsx';

/** How much of the plan is used. `#usage` and `#limits` are addresses other pages link to. */
export function UsageTab({ projects }: { projects: DatabaseResult<readonly Project[]> }) {
  return (
    <div className="grid max-w-3xl grid-cols-1 gap-6">
      <Card title="Usage" id="usage">
        {projects.ok ? <ProjectUsage projects={projects.value} /> : <DatabaseAway what="Your figures" />}
      </Card>
      <Card title="API calls" id="api-calls">
        <ApiUsage />
      </Card>
      <Card title="Limits" id="limits">
        <FactList
          facts={[
            { label: 'Projects', value: `${PROJECTS_PER_OWNER} per person` },
            { label: 'Storage', value: 'A database, until you remove them or delete your account' },
            { label: 'API', value: 'Your own projects, with your session or a token of a declared caller' },
          ]}
        />
      </Card>
    </div>
  );
}

function ProjectUsage({ projects }: { projects: readonly Project[] }) {
  const hours = projects.reduce((sum, { weeklyHours }) => sum + weeklyHours, 0);
  const published = projects.filter(({ status }) => status === 'published').length;
  return (
    <>
      <p className="mb-2 text-sm text-ink-soft">
        {projects.length} of {PROJECTS_PER_OWNER} projects
      </p>
      <progress
        aria-label="Projects used"
        value={projects.length}
        max={PROJECTS_PER_OWNER}
        className="mb-6 block h-2 w-full appearance-none overflow-hidden rounded-full bg-sunken accent-accent [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
      />
      <FactList
        facts={[
          { label: 'Hours planned', value: `${hours} a week` },
          { label: 'Published', value: `${published} of ${projects.length}` },
        ]}
      />
    </>
  );
}
