import Table from 'cli-table3';
import type { createColors } from 'picocolors';
import type { DeployPlan, PlannedVariable } from './plan/deploy-plan.ts';

type Colors = ReturnType<typeof createColors>;

/**
 * Renders a plan as text for people: a table for each place where something must be set, then the steps.
 *
 * @param colors `createColors(false)` for plain text.
 */
export function renderPlan(plan: DeployPlan, colors: Colors): string {
  const heading = (text: string) => `\n${colors.bold(colors.cyan(text))}`;
  return [
    heading(`Projects on Vercel (${plan.projects.length})`),
    renderProjects(plan),
    heading('Environment variables'),
    ...renderVariables(plan, colors),
    heading(`DNS records of ${plan.rootDomain}`),
    renderDns(plan),
    heading('Clerk dashboard, production instance'),
    renderClerk(plan),
    ...plan.workers.flatMap((worker) => [
      heading(`Cloudflare worker ${worker.app}`),
      `In ${worker.directory}: ${worker.deployCommand}, on ${worker.domain} (its zone must be on Cloudflare).`,
      `Variables in wrangler.jsonc: ${worker.variables
        .filter(({ need }) => need === 'required')
        .map(({ name }) => name)
        .join(', ')}.`,
    ]),
    heading(`Previews under ${plan.preview.suffix}`),
    `${plan.preview.isSessionShared ? colors.green('✓ one sign-in for all apps') : colors.yellow('! no shared sign-in')}  ${plan.preview.example}`,
    ...plan.preview.notes.map((note) => `- ${note}`),
    heading('Next'),
    ...nextSteps(plan).map((step, index) => `${index + 1}. ${step}`),
  ].join('\n');
}

function table(head: string[], rows: readonly (readonly string[])[]): string {
  const drawn = new Table({ head, style: { head: [], border: [], compact: true } });
  drawn.push(...rows.map((row) => [...row]));
  return drawn.toString();
}

function renderProjects({ projects }: DeployPlan): string {
  const [first] = projects;
  const same = first
    ? `\nEach: ${first.framework}, Node.js ${first.nodeVersion}, \`${first.installCommand}\`, \`${first.buildCommand}\`; skipped when nothing in it changed.`
    : '';
  return (
    table(
      ['Project', 'Root directory', 'Domain', 'Region', 'Related projects'],
      projects.map(({ name, rootDirectory, domains, regions, relatedProjects }) => [
        name,
        rootDirectory,
        domains.join('\n'),
        regions.join(', '),
        relatedProjects.join('\n'),
      ]),
    ) + same
  );
}

function renderVariables({ projects }: DeployPlan, colors: Colors): string[] {
  const names = [...new Set(projects.flatMap(({ variables }) => variables.map(({ name }) => name)))];
  return names.flatMap((name) => {
    const having = projects.filter(({ variables }) => variables.some((variable) => variable.name === name));
    const variable = having[0]?.variables.find((candidate) => candidate.name === name);
    if (!variable) return [];
    const who =
      having.length === projects.length ? 'every project' : having.map((each) => each.name).join(', ');
    return [
      `${colors.bold(name)}  ${variable.need}${variable.isSecret ? ', secret' : ''}; ${who}`,
      ...renderSources(variable),
    ];
  });
}

function renderSources({ need, from }: PlannedVariable): string[] {
  if (need === 'never') return ['  not to be set in any environment'];
  return Object.entries(from).flatMap(([target, source]) =>
    source === null ? [] : [`  ${target.padEnd(12)}${source}`],
  );
}

function renderDns({ dns }: DeployPlan): string {
  return table(
    ['Name', 'Type', 'Value', 'For'],
    dns.map(({ name, type, value, for: reason, isFromDashboard }) => [
      name,
      type,
      isFromDashboard ? `${value} *` : value,
      reason,
    ]),
  ).concat(
    '\n* The dashboard shows the whole name. No record of Clerk may be proxied (Cloudflare: "DNS only").',
  );
}

function renderClerk({ clerk }: DeployPlan): string {
  return clerk
    .map(({ page, setting, value, why }) =>
      [
        `${page}: ${setting}`,
        ...(typeof value === 'string' ? [value] : value).map((each) => `    ${each}`),
        `  ${why}`,
      ].join('\n'),
    )
    .join('\n');
}

/** The steps, in order; each is a command or one page of a dashboard. */
function nextSteps({ rootDomain, projects, workers, primary }: DeployPlan): string[] {
  const [first] = projects;
  return [
    `Set rootDomain to '${rootDomain}' in packages/sso/sso.config.ts, and push the repository to GitHub.`,
    `Clerk: make a production instance for ${rootDomain}; add its DNS records (table above) at your DNS provider.`,
    '`pnpm sso deploy apply --scope TEAM` does the rest at Vercel and Clerk, and lists what only a dashboard can do. By hand:',
    `Vercel: for each project, \`vercel project add ${first?.name ?? 'NAME'}\`, then connect the repository with its root directory.`,
    'Set the variables of each project: `vercel env add NAME production --project PROJECT` (it asks for the value).',
    `Add the domains: \`vercel domains add ${first?.domains[0] ?? 'HOST'} ${first?.name ?? 'PROJECT'}\`, and their records.`,
    'VERCEL_TOKEN=… `pnpm sso deploy link`, and commit: previews then know their sibling apps.',
    `Push. Start with ${primary}: the others redirect there to sign in.`,
    ...workers.map(({ directory, deployCommand }) => `In ${directory}: \`pnpm build && ${deployCommand}\`.`),
    'VERCEL_TOKEN=… `pnpm sso deploy plan --check`: 0 when everything is as planned.',
    `\`pnpm sso trace https://${projects[1]?.domains[0] ?? rootDomain}/\`: shows what a browser receives.`,
  ];
}
