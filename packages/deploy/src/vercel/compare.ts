import type { DeployPlan, PlannedProject, PlannedVariable } from '../plan/deploy-plan.ts';
import type { VercelProject, VercelState } from './read-vercel.ts';

/** Environments of Vercel in a plan. */
const TARGETS = ['production', 'preview', 'development'] as const;

/** One setting that is not as planned. */
export interface Difference {
  readonly project: string;
  readonly what: string;
  readonly planned: string;
  readonly found: string;
}

/** What is not compared. It is always printed, so that no setting seems compared that was not. */
export const NOT_CHECKED: readonly string[] = [
  'values of variables: only their names and environments are compared',
  'DNS records, and everything in the Clerk dashboard',
  'related projects, regions and the ignored build step: they are in apps/<name>/vercel.json, which a test compares with the plan',
  'the preview suffix of the team, and what runs on Cloudflare',
];

/**
 * Compares the plan with the projects on Vercel.
 *
 * @returns Empty: as planned. Variables that are not in the plan are ignored, unless they must not be set.
 */
export function compareWithVercel(plan: DeployPlan, { projects, shared }: VercelState): Difference[] {
  return plan.projects.flatMap((project) => {
    const found = projects.get(project.name);
    const actual = found && {
      ...found,
      variables: [...found.variables, ...shared.filter(({ projectIds }) => projectIds.includes(found.id))],
    };
    if (!actual)
      return [{ project: project.name, what: 'project', planned: 'exists', found: 'does not exist' }];
    return [
      ...compareSettings(project, actual),
      ...compareDomains(project, actual),
      ...project.variables.flatMap((variable) => compareVariable(project.name, variable, actual)),
    ];
  });
}

function compareSettings(project: PlannedProject, actual: VercelProject): Difference[] {
  const pairs = [
    ['root directory', project.rootDirectory, actual.rootDirectory],
    ['framework', project.framework, actual.framework],
    ['Node.js', project.nodeVersion, actual.nodeVersion],
  ] as const;
  return pairs
    .filter(([, planned, found]) => planned !== found)
    .map(([what, planned, found]) => ({ project: project.name, what, planned, found: found ?? 'not set' }));
}

function compareDomains(project: PlannedProject, actual: VercelProject): Difference[] {
  return project.domains.flatMap((host) => {
    const domain = actual.domains.find(({ name }) => name === host);
    if (domain?.verified) return [];
    const found = domain ? 'not verified: its DNS record is missing or wrong' : 'does not exist';
    return [{ project: project.name, what: `domain ${host}`, planned: 'verified', found }];
  });
}

function compareVariable(project: string, variable: PlannedVariable, actual: VercelProject): Difference[] {
  const set = actual.variables
    .filter(({ key }) => key === variable.name)
    .flatMap(({ targets }) => [...targets]);
  return TARGETS.flatMap((target) => {
    const isSet = set.includes(target);
    const isPlanned = variable.from[target] !== null;
    const what = `${variable.name} (${target})`;
    if (variable.need === 'required' && isPlanned && !isSet) {
      return [{ project, what, planned: 'set', found: 'not set' }];
    }
    return variable.need === 'never' && isSet
      ? [{ project, what, planned: 'not to be set', found: 'set' }]
      : [];
  });
}
