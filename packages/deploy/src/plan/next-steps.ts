import type { DeployPlan } from './deploy-plan.ts';

/** What to do, in order; each a command or one page of a dashboard. */
export function nextSteps({ rootDomain, projects, workers, primary }: DeployPlan): string[] {
  const [first] = projects;
  return [
    `Set rootDomain to '${rootDomain}' in packages/auth/sso.config.ts, and push the repository to GitHub.`,
    `Clerk: make a production instance for ${rootDomain}; add its DNS records (table above) at your DNS provider.`,
    `Vercel: for each project, \`vercel project add ${first?.name ?? 'NAME'}\`, then connect the repository with its root directory.`,
    'Set the variables of each project: `vercel env add NAME production --project PROJECT` (it asks for the value).',
    `Add the domains: \`vercel domains add ${first?.domains[0] ?? 'HOST'} ${first?.name ?? 'PROJECT'}\`, and their records.`,
    'VERCEL_TOKEN=… `pnpm sso deploy link`, and commit: previews then know their siblings.',
    `Push. Begin with ${primary}: the others send people there to sign in.`,
    ...workers.map(({ directory, deployCommand }) => `In ${directory}: \`pnpm build && ${deployCommand}\`.`),
    'VERCEL_TOKEN=… `pnpm sso deploy plan --check`: 0 when everything is as planned.',
    `\`pnpm sso trace https://${projects[1]?.domains[0] ?? rootDomain}/\`: what a browser meets there.`,
  ];
}
