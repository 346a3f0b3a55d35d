import { plannedVercelJson, planOfThisRepository, readVercel, writeVercelJson } from '@repo/deploy';
import { DeployError } from '@repo/deploy/errors';
import { defineCommand } from 'citty';
import pc from 'picocolors';
import { vercelAccess } from './plan-command.ts';

/** `sso deploy link`: writes the project ids by which previews find each other; only Vercel knows them. */
export const linkCommand = defineCommand({
  meta: {
    name: 'link',
    description: 'Write the ids of related projects into apps/<name>/vercel.json. Needs VERCEL_TOKEN',
  },
  args: { scope: { type: 'string', description: 'Team on Vercel', valueHint: 'TEAM' } },
  async run({ args }) {
    const plan = planOfThisRepository();
    const wanted = [...new Set(plan.projects.flatMap(({ relatedProjects }) => relatedProjects))];
    const access = vercelAccess(args.scope, `the ids of ${wanted.join(', ')} are not known.`);
    const { projects } = await readVercel(plan, access);
    const missing = wanted.filter((name) => !projects.get(name));
    if (missing.length > 0) {
      throw new DeployError('vercel_refused', `Vercel has no project ${missing.join(', ')}. Add it first.`);
    }
    for (const project of plan.projects) {
      const related = project.relatedProjects.flatMap((name) => projects.get(name)?.id ?? []);
      const isChanged = writeVercelJson(project.app, plannedVercelJson(plan, project, related));
      console.log(`${isChanged ? pc.green('written') : 'unchanged'}  apps/${project.app}/vercel.json`);
    }
  },
});
