import type { ClerkAccess } from '../clerk/ask-clerk.ts';
import { planClerkSteps } from '../clerk/plan-clerk-steps.ts';
import { type ClerkState, readClerk } from '../clerk/read-clerk.ts';
import { DeployError } from '../errors.ts';
import type { DeployPlan } from '../plan/deploy-plan.ts';
import type { VercelAccess } from '../vercel/ask-vercel.ts';
import { readVercel, type VercelState } from '../vercel/read-vercel.ts';
import { plannedVercelJson, readChosen, type writeVercelJson } from '../vercel/vercel-files.ts';
import type { Answers } from './answers.ts';
import { buildChecklist, type ChecklistItem } from './checklist.ts';
import { planVercelSteps } from './plan-vercel-steps.ts';
import { type Reach, runStep, type StepFault } from './run-step.ts';
import type { Step } from './step.ts';
import { joinValues, knownValues } from './values.ts';

export interface ApplyInput {
  readonly plan: DeployPlan;
  readonly answers: Answers;
  readonly vercel: VercelAccess;
  readonly clerk: ClerkAccess;
  /** Of the development instance, for previews. */
  readonly previewClerk: ClerkAccess | undefined;
  /** `owner/name` on GitHub; null: connected by hand. */
  readonly repository: string | null;
  /** Whether a team's variables are shared between its projects. */
  readonly isShared: boolean;
  /** Names of variables whose values on Vercel are replaced. */
  readonly replaced: ReadonlySet<string>;
  /** Writes ids of related projects into apps/<name>/vercel.json; null: these files are left as they are. */
  readonly write: typeof writeVercelJson | null;
}

/** What is to be done, and everything needed to do it. */
export interface Preparation {
  readonly steps: readonly Step[];
  readonly clerk: ClerkState;
  readonly vercel: VercelState;
  readonly reach: Reach;
  readonly input: ApplyInput;
}

/**
 * Reads Vercel and Clerk, and computes what to change. Changes nothing.
 *
 * @throws {DeployError} `wrong_instance`: the key is of another kind of instance, or of another domain. Those of `askVercel`
 *   and `askClerk`.
 */
export async function prepareApply(input: ApplyInput): Promise<Preparation> {
  const { plan, answers } = input;
  const [production, preview, vercel] = await Promise.all([
    readClerk(input.clerk),
    input.previewClerk && readClerk(input.previewClerk),
    readVercel(plan, input.vercel),
  ]);
  assertInstance(production, 'production', plan.rootDomain);
  if (preview) assertInstance(preview, 'development', undefined);
  const values = joinValues(answers, { production, preview });
  const isTeam = input.vercel.scope !== undefined && input.isShared;
  const steps = [
    ...planVercelSteps(plan, vercel, {
      repository: input.repository,
      isTeam,
      known: knownValues(values),
      replaced: input.replaced,
    }),
    ...planClerkSteps(plan, production, {
      organizations: plan.clerk.some(({ page }) => page === 'Organizations'),
    }),
    ...(input.write ? relatedProjectSteps(plan, vercel) : []),
  ];
  const ids = new Map(
    [...vercel.projects].flatMap(([name, found]) => (found ? [[name, found.id] as const] : [])),
  );
  const shared = new Map(
    vercel.shared.flatMap(({ id, key, targets }) =>
      targets.map((target) => [`${key} ${target}`, id] as const),
    ),
  );
  return {
    steps,
    clerk: production,
    vercel,
    reach: {
      vercel: input.vercel,
      clerk: input.clerk,
      values,
      plan,
      ids,
      shared,
      write: input.write ?? (() => false),
    },
    input,
  };
}

/** What became of the steps. */
export interface ApplyResult {
  readonly faults: readonly { readonly step: Step; readonly fault: StepFault }[];
  readonly checklist: readonly ChecklistItem[];
}

/**
 * Carries out prepared steps, in order. A refused step does not stop the others; running the command again goes on with what
 * is left, because steps are computed from what Vercel and Clerk have.
 *
 * @param chosen The steps to carry out: all, or those that are not destructive.
 * @param onStep Called before each step.
 * @throws {DeployError} of `askVercel` and `askClerk`: nothing further would work. What is done stays done.
 */
export async function carryOut(
  { reach, input, clerk }: Preparation,
  chosen: readonly Step[],
  onStep: (step: Step, number: number) => void,
): Promise<ApplyResult> {
  const faults: { step: Step; fault: StepFault }[] = [];
  const missing = new Set<string>();
  for (const [index, step] of chosen.entries()) {
    const possible = withoutProjects(step, missing);
    if (possible === null) continue;
    onStep(possible, index + 1);
    const fault = await runStep(possible, reach);
    if (!fault) continue;
    faults.push({ step: possible, fault });
    if (step.kind === 'create-project') missing.add(step.project);
  }
  const vercel = await readVercel(input.plan, input.vercel);
  return { faults, checklist: checklistOf({ input, clerk, vercel }) };
}

/** Leaves out what concerns projects that could not be made. The next run finds it again. */
function withoutProjects(step: Step, missing: ReadonlySet<string>): Step | null {
  if ('project' in step) return missing.has(step.project) ? null : step;
  if (!('projects' in step)) return step;
  const projects = step.projects.filter((project) => !missing.has(project));
  return projects.length === 0 ? null : { ...step, projects };
}

/** Lists what is left to do by hand. */
export function checklistOf({
  input,
  clerk,
  vercel,
}: Pick<Preparation, 'input' | 'clerk' | 'vercel'>): ChecklistItem[] {
  const secret = 'CLERK_WEBHOOK_SIGNING_SECRET';
  const isSet = [...vercel.projects.values()].some((project) =>
    project?.variables.some(({ key }) => key === secret),
  );
  const isShared = vercel.shared.some(({ key, projectIds }) => key === secret && projectIds.length > 0);
  return buildChecklist(input.plan, {
    clerk,
    vercel,
    knowsWebhookSecret: isSet || isShared,
    hasPreviewKeys: input.answers.previewClerkSecretKey !== undefined || hasPreviewKeys(vercel),
  });
}

function hasPreviewKeys({ projects, shared }: VercelState): boolean {
  const own = [...projects.values()].flatMap((project) => project?.variables ?? []);
  return [...own, ...shared].some(
    ({ key, targets }) => key === 'CLERK_SECRET_KEY' && targets.includes('preview'),
  );
}

function relatedProjectSteps(plan: DeployPlan, { projects }: VercelState): Step[] {
  const apps = plan.projects
    .filter((project) => {
      const ids = project.relatedProjects.map((name) => projects.get(name)?.id);
      const planned =
        plannedVercelJson(
          plan,
          project,
          ids.filter((id) => id !== undefined),
        ).relatedProjects ?? [];
      const present = readChosen(project.app).relatedProjects ?? [];
      return ids.includes(undefined) || planned.join() !== present.join();
    })
    .map(({ app }) => app);
  return apps.length === 0 ? [] : [{ kind: 'write-related-projects', apps }];
}

function assertInstance(found: ClerkState, kind: ClerkState['kind'], domain: string | undefined): void {
  if (found.kind !== kind) {
    throw new DeployError(
      'wrong_instance',
      `This secret key is of a ${found.kind} instance of Clerk; a ${kind} instance is needed.`,
    );
  }
  if (domain === undefined || found.domain === domain) return;
  throw new DeployError(
    'wrong_instance',
    `This secret key is of Clerk’s instance for ${found.domain}, and the plan is for ${domain}. Sessions are shared by the subdomains of one domain: set rootDomain in packages/sso/sso.config.ts, or use the other key.`,
  );
}
