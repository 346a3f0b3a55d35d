import type { DeployPlan } from '@repo/deploy';
import {
  compareWithVercel,
  type Difference,
  NOT_CHECKED,
  parseDomain,
  parsePreviewSuffix,
  plannedVercelJson,
  planOfThisRepository,
  readVercel,
  renderPlan,
  selectProjects,
  type VercelAccess,
  writeVercelJson,
} from '@repo/deploy';
import { DeployError } from '@repo/deploy/errors';
import { defineCommand } from 'citty';
import pc from 'picocolors';

/** `sso deploy plan`: prints what to set, where, and the source of each value. */
export const planCommand = defineCommand({
  meta: {
    name: 'plan',
    description: 'Print everything to set on Vercel, in DNS and in the Clerk dashboard; --check compares',
  },
  args: {
    domain: { type: 'string', description: 'Registrable domain of production', valueHint: 'acme.com' },
    'preview-suffix': {
      type: 'string',
      description: 'Host under which previews get their addresses. Default: vercel.app',
      valueHint: 'preview.acme.dev',
    },
    json: { type: 'boolean', description: 'Print one JSON document (version 1) instead of text' },
    check: {
      type: 'boolean',
      description: 'Compare with what Vercel reports. Needs VERCEL_TOKEN. 0: as planned, 1: differs',
    },
    app: { type: 'string', description: 'Compare only these apps', valueHint: 'platform,docs' },
    scope: { type: 'string', description: 'Team on Vercel, for --check', valueHint: 'TEAM' },
    write: { type: 'boolean', description: 'Write apps/<name>/vercel.json as planned' },
  },
  async run({ args }) {
    const plan = planOfThisRepository({
      rootDomain: parseDomain(args.domain),
      previewSuffix: parsePreviewSuffix(args['preview-suffix']),
    });
    if (args.write) writeFiles(plan);
    else if (args.check) {
      const projects = [...selectProjects(plan, args.app)];
      await check({ ...plan, projects }, args.scope, args.json === true);
    } else if (args.json) console.log(JSON.stringify(plan, null, 2));
    else console.log(renderPlan(plan, pc.createColors(pc.isColorSupported && process.stdout.isTTY === true)));
  },
});

function writeFiles(plan: DeployPlan): void {
  for (const project of plan.projects) {
    const isChanged = writeVercelJson(project.app, plannedVercelJson(plan, project));
    console.log(`${isChanged ? pc.green('written') : 'unchanged'}  apps/${project.app}/vercel.json`);
  }
}

/**
 * Reads how to reach Vercel.
 *
 * @throws {DeployError} `missing_token`; the message says what is not known without it.
 */
export function vercelAccess(scope: string | undefined, purpose: string): VercelAccess {
  const token = process.env.VERCEL_TOKEN;
  if (!token) {
    throw new DeployError(
      'missing_token',
      `VERCEL_TOKEN is not set, so ${purpose} Make one at vercel.com, Account settings, Tokens.`,
    );
  }
  return { token, scope: scope ?? process.env.VERCEL_SCOPE, apiUrl: process.env.SSO_VERCEL_API };
}

async function check(plan: DeployPlan, scope: string | undefined, isJson: boolean): Promise<void> {
  const names = plan.projects.map(({ name }) => name);
  const access = vercelAccess(
    scope,
    `nothing was compared: not the projects (${names.join(', ')}), not their domains, not their variables.`,
  );
  const differences = compareWithVercel(plan, await readVercel(plan, access));
  if (isJson) console.log(JSON.stringify({ version: 1, differences, notChecked: NOT_CHECKED }, null, 2));
  else console.log(renderDifferences(differences, names.length));
  process.exitCode = differences.length > 0 ? 1 : 0;
}

/** Lists what is not as planned, and what was not compared. */
function renderDifferences(differences: readonly Difference[], projects: number): string {
  const lines = differences.map(
    ({ project, what, planned, found }) =>
      `${pc.red('✗')} ${pc.bold(project)}  ${what}: planned ${planned}; found: ${found}`,
  );
  const summary =
    differences.length === 0
      ? `${pc.green('✓')} ${projects} projects are as planned.`
      : `${differences.length} settings of ${projects} projects differ.`;
  return [...lines, summary, 'Not compared:', ...NOT_CHECKED.map((each) => `- ${each}`)].join('\n');
}
