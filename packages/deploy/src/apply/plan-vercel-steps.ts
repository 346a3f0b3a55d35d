import type { DeployPlan, PlannedProject } from '../plan/deploy-plan.ts';
import type { VercelProject, VercelState } from '../vercel/read-vercel.ts';
import type { Step, Target } from './step.ts';

const TARGETS = ['production', 'preview'] as const satisfies readonly Target[];

export interface VercelWishes {
  /** `owner/name` on GitHub; null: it is not on GitHub. */
  readonly repository: string | null;
  /** Whether variables can be shared between projects: only a team's can. */
  readonly isTeam: boolean;
  /** Names and environments whose values are known. */
  readonly known: ReadonlyMap<string, ReadonlySet<Target>>;
  /** Names whose values on Vercel are to be replaced, as after a rotation. */
  readonly replaced: ReadonlySet<string>;
}

/**
 * Computes what to change on Vercel. Pure: the same state gives the same steps, and none when all is as planned.
 *
 * A value that is set is left as it is: Vercel does not return secret values, so nothing can compare them.
 */
export function planVercelSteps(plan: DeployPlan, state: VercelState, wishes: VercelWishes): Step[] {
  const projects = plan.projects.map((project) => ({
    project,
    actual: state.projects.get(project.name) ?? null,
  }));
  return [
    ...projects.flatMap(({ project, actual }) => projectSteps(project, actual, wishes.repository)),
    ...variableSteps(plan, state, wishes),
    ...projects.flatMap(({ project, actual }) => removalSteps(project, actual)),
    ...projects.flatMap(({ project, actual }) => domainSteps(project, actual)),
  ];
}

function projectSteps(
  project: PlannedProject,
  actual: VercelProject | null,
  repository: string | null,
): Step[] {
  const { name, rootDirectory, framework, nodeVersion } = project;
  const isNew = actual === null;
  const created: Step[] = isNew
    ? [{ kind: 'create-project', project: name, rootDirectory, framework, repository }]
    : [];
  // Vercel takes the version of Node only in a change, not when a project is made.
  const planned = isNew ? { nodeVersion } : { rootDirectory, framework, nodeVersion };
  const settings = (['rootDirectory', 'framework', 'nodeVersion'] as const).flatMap((setting): Step[] => {
    const to = { rootDirectory: undefined, framework: undefined, ...planned }[setting];
    const from = actual?.[setting] ?? null;
    return to === undefined || to === from
      ? []
      : [{ kind: 'change-project', project: name, setting, from, to, isNew }];
  });
  return [...created, ...settings];
}

function domainSteps({ name, domains }: PlannedProject, actual: VercelProject | null): Step[] {
  return domains.flatMap((host): Step[] => {
    const found = actual?.domains.find((domain) => domain.name === host);
    if (found?.verified) return [];
    return [{ kind: found ? 'verify-domain' : 'add-domain', project: name, host }];
  });
}

function variableSteps(plan: DeployPlan, state: VercelState, wishes: VercelWishes): Step[] {
  const names = [...new Set(plan.projects.flatMap(({ variables }) => variables.map(({ name }) => name)))];
  return names.flatMap((name) =>
    TARGETS.filter((target) => wishes.known.get(name)?.has(target)).flatMap((target) =>
      stepsOfVariable({ name, target, holders: holdersOf(plan, name, target) }, state, wishes),
    ),
  );
}

function holdersOf(plan: DeployPlan, name: string, target: Target) {
  return plan.projects.flatMap((project) =>
    project.variables
      .filter((variable) => variable.name === name && variable.from[target] !== null)
      .map(({ isSecret }) => ({ project: project.name, isSecret })),
  );
}

interface Wanted {
  readonly name: string;
  readonly target: Target;
  readonly holders: readonly { readonly project: string; readonly isSecret: boolean }[];
}

function stepsOfVariable(
  { name, target, holders }: Wanted,
  state: VercelState,
  wishes: VercelWishes,
): Step[] {
  const isSecret = holders.some((holder) => holder.isSecret);
  const team = state.shared.find(({ key, targets }) => key === name && targets.includes(target));
  const own = (project: string) =>
    state.projects
      .get(project)
      ?.variables.some(({ key, targets }) => key === name && targets.includes(target));
  const isLinked = (project: string) => {
    const id = state.projects.get(project)?.id;
    return id !== undefined && team?.projectIds.includes(id) === true;
  };
  const all = holders.map(({ project }) => project);
  const set = (projects: readonly string[], isShared: boolean, isReplaced: boolean): Step[] =>
    projects.length === 0
      ? []
      : [{ kind: 'set-variable', name, target, isSecret, isShared, projects, isReplaced }];
  const missing = all.filter((project) => !own(project) && !isLinked(project));
  const added: Step[] = !wishes.isTeam
    ? set(missing, false, false)
    : team && missing.length > 0
      ? [{ kind: 'link-variable', id: team.id, name, target, projects: missing }]
      : set(missing, true, false);
  if (!wishes.replaced.has(name)) return added;
  return [
    ...added,
    ...(team ? set(all.filter(isLinked), true, true) : []),
    ...set(
      all.filter((project) => own(project)),
      false,
      true,
    ),
  ];
}

function removalSteps(project: PlannedProject, actual: VercelProject | null): Step[] {
  const unwanted = project.variables.filter(({ need }) => need === 'never').map(({ name }) => name);
  return (actual?.variables ?? [])
    .filter(({ key }) => unwanted.includes(key))
    .map(({ id, key }) => ({ kind: 'remove-variable', project: project.name, id, name: key }));
}
