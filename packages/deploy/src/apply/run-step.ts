import { z } from 'zod';
import { askClerk, type ClerkAccess } from '../clerk/ask-clerk.ts';
import type { DeployPlan } from '../plan/deploy-plan.ts';
import { askVercel, tryVercel, type VercelAccess } from '../vercel/ask-vercel.ts';
import { plannedVercelJson, type writeVercelJson } from '../vercel/vercel-files.ts';
import type { Values } from './answers.ts';
import type { Step } from './step.ts';

/** Everything that a step may reach. */
export interface Reach {
  readonly vercel: VercelAccess;
  readonly clerk: ClerkAccess;
  readonly values: Values;
  readonly plan: DeployPlan;
  readonly write: typeof writeVercelJson;
  /** Ids of projects by name; a step that makes one adds it. */
  readonly ids: Map<string, string>;
  /** Ids of the team's variables by `name target`. */
  readonly shared: Map<string, string>;
}

/** A step that a service refused. The others go on. */
export interface StepFault {
  readonly what: string;
  readonly advice: string;
}

const anything = z.unknown();
const created = z.object({ id: z.string() });
const sharedCreated = z.object({
  created: z.array(z.looseObject({ id: z.string() })).catch([]),
  failed: z
    .array(z.object({ error: z.object({ code: z.string().catch(''), message: z.string().catch('') }) }))
    .catch([]),
});
const domain = z.object({ verified: z.boolean() });

/**
 * Carries out one step.
 *
 * @returns null: done, also when an earlier attempt had done it. A fault: refused, with what to do.
 * @throws {DeployError} of `askVercel` and `askClerk`: nothing further would work either.
 */
export async function runStep(step: Step, reach: Reach): Promise<StepFault | null> {
  switch (step.kind) {
    case 'create-project':
      return createProject(step, reach);
    case 'change-project':
      return patchProject(step, reach);
    case 'add-domain':
      return addDomain(step, reach);
    case 'verify-domain':
      return verifyDomain(step, reach);
    case 'set-variable':
      return step.isShared ? setShared(step, reach) : setOwn(step, reach);
    case 'link-variable':
      return linkShared(step, reach);
    case 'remove-variable':
      return removeVariable(step, reach);
    case 'allow-origins':
      await askClerk(
        reach.clerk,
        { method: 'PATCH', path: '/v1/instance', body: { allowed_origins: step.origins } },
        anything,
      );
      return null;
    case 'add-redirect-url':
      await askClerk(
        reach.clerk,
        { method: 'POST', path: '/v1/redirect_urls', body: { url: step.url } },
        anything,
        [422],
      );
      return null;
    case 'enable-organizations':
      return enableOrganizations(reach);
    case 'write-related-projects':
      writeRelatedProjects(step.apps, reach);
      return null;
  }
}

type Of<Kind extends Step['kind']> = Extract<Step, { kind: Kind }>;

async function createProject(step: Of<'create-project'>, reach: Reach): Promise<StepFault | null> {
  const { project: name, rootDirectory, framework, repository } = step;
  const body = {
    name,
    rootDirectory,
    framework,
    ...(repository === null ? {} : { gitRepository: { type: 'github', repo: repository } }),
  };
  const outcome = await tryVercel(reach.vercel, { method: 'POST', path: '/v11/projects', body }, created);
  if (outcome.isDone) {
    reach.ids.set(name, outcome.output.id);
    return null;
  }
  if (outcome.status === 409) {
    // Made by an attempt whose answer was lost, or by a colleague since the state was read.
    const { id } = await askVercel(reach.vercel, { method: 'GET', path: `/v9/projects/${name}` }, created);
    reach.ids.set(name, id);
    return null;
  }
  const isRepository =
    repository !== null && /repo|git|integration/i.test(`${outcome.code} ${outcome.message}`);
  return {
    what: `${outcome.message} (${outcome.code})`,
    advice: isRepository
      ? `Give Vercel access to ${repository}: https://vercel.com/docs/git/vercel-for-github. Or --no-repo, and connect it by hand.`
      : 'Correct it in packages/sso/sso.config.ts, or at Vercel, and run the command again.',
  };
}

async function patchProject(step: Of<'change-project'>, reach: Reach): Promise<StepFault | null> {
  const body = { [step.setting]: step.to };
  const path = `/v9/projects/${idOf(step.project, reach)}`;
  return faultOf(
    await tryVercel(reach.vercel, { method: 'PATCH', path, body }, anything),
    'Change it in the settings of the project.',
  );
}

async function addDomain({ project, host }: Of<'add-domain'>, reach: Reach): Promise<StepFault | null> {
  const path = `/v10/projects/${idOf(project, reach)}/domains`;
  const outcome = await tryVercel(reach.vercel, { method: 'POST', path, body: { name: host } }, domain);
  if (outcome.isDone) return null;
  if (outcome.status === 409 && (outcome.mayBeRepeated || (await hasDomain(reach, project, host))))
    return null;
  const isTaken = outcome.status === 409 || outcome.status === 403;
  return {
    what: `${outcome.message} (${outcome.code})`,
    advice: isTaken
      ? `Another project or team has ${host}. Remove it there, and run the command again.`
      : `Add ${host} in the settings of ${project}.`,
  };
}

async function hasDomain(reach: Reach, project: string, host: string): Promise<boolean> {
  const path = `/v9/projects/${idOf(project, reach)}/domains/${host}`;
  return (await tryVercel(reach.vercel, { method: 'GET', path }, anything)).isDone;
}

async function verifyDomain({ project, host }: Of<'verify-domain'>, reach: Reach): Promise<StepFault | null> {
  const path = `/v9/projects/${idOf(project, reach)}/domains/${host}/verify`;
  const outcome = await tryVercel(reach.vercel, { method: 'POST', path }, domain);
  if (outcome.isDone && outcome.output.verified) return null;
  return {
    what: outcome.isDone ? 'it is not verified yet' : `${outcome.message} (${outcome.code})`,
    advice:
      'Its DNS record is missing or too new: see the list below, wait for DNS, and run the command again.',
  };
}

async function setOwn(step: Of<'set-variable'>, reach: Reach): Promise<StepFault | null> {
  const value = neededValue(step, reach);
  for (const project of step.projects) {
    const body = {
      key: step.name,
      value,
      type: step.isSecret ? 'sensitive' : 'plain',
      target: [step.target],
    };
    const path = `/v10/projects/${idOf(project, reach)}/env?upsert=true`;
    const outcome = await tryVercel(reach.vercel, { method: 'POST', path, body }, anything);
    const fault = faultOf(outcome, `Set ${step.name} in the settings of ${project}.`);
    if (fault) return fault;
  }
  return null;
}

async function setShared(step: Of<'set-variable'>, reach: Reach): Promise<StepFault | null> {
  const value = neededValue(step, reach);
  const id = reach.shared.get(`${step.name} ${step.target}`);
  if (step.isReplaced && id !== undefined) {
    const body = { updates: { [id]: { value } } };
    return faultOf(
      await tryVercel(reach.vercel, { method: 'PATCH', path: '/v1/env', body }, anything),
      `Change ${step.name} in the settings of the team.`,
    );
  }
  const projectId = step.projects.map((project) => idOf(project, reach));
  const body = {
    evs: [{ key: step.name, value }],
    type: step.isSecret ? 'sensitive' : 'encrypted',
    target: [step.target],
    projectId,
  };
  const outcome = await tryVercel(reach.vercel, { method: 'POST', path: '/v1/env', body }, sharedCreated);
  const refused = outcome.isDone ? outcome.output.failed[0]?.error : outcome;
  if (!refused) return null;
  if (/already.?exists/i.test(refused.code) && outcome.mayBeRepeated) return null;
  return {
    what: `${refused.message} (${refused.code})`,
    advice: `Set ${step.name} (${step.target}) in the team's settings, or run the command with --no-shared.`,
  };
}

async function linkShared(step: Of<'link-variable'>, reach: Reach): Promise<StepFault | null> {
  const link = step.projects.map((project) => idOf(project, reach));
  const body = { updates: { [step.id]: { projectIdUpdates: { link } } } };
  return faultOf(
    await tryVercel(reach.vercel, { method: 'PATCH', path: '/v1/env', body }, anything),
    `Link ${step.name} to ${step.projects.join(', ')} in the settings of the team.`,
  );
}

async function removeVariable(step: Of<'remove-variable'>, reach: Reach): Promise<StepFault | null> {
  const path = `/v9/projects/${idOf(step.project, reach)}/env/${step.id}`;
  const outcome = await tryVercel(reach.vercel, { method: 'DELETE', path }, anything);
  if (!outcome.isDone && outcome.status === 404) return null;
  return faultOf(outcome, `Remove ${step.name} in the settings of ${step.project}.`);
}

async function enableOrganizations({ clerk }: Reach): Promise<StepFault | null> {
  const path = '/v1/instance/organization_settings';
  const answer = await askClerk(
    clerk,
    { method: 'PATCH', path, body: { enabled: true } },
    z.looseObject({}),
    [402],
  );
  return answer === null
    ? {
        what: 'this plan of Clerk’s has no organizations',
        advice: 'Choose another plan, or take staff apps out of the registry.',
      }
    : null;
}

function writeRelatedProjects(apps: readonly string[], { plan, ids, write }: Reach): void {
  for (const project of plan.projects.filter(({ app }) => apps.includes(app))) {
    const related = project.relatedProjects.flatMap((name) => ids.get(name) ?? []);
    write(project.app, plannedVercelJson(plan, project, related));
  }
}

function faultOf(
  outcome:
    | { readonly isDone: true }
    | { readonly isDone: false; readonly code: string; readonly message: string },
  advice: string,
): StepFault | null {
  return outcome.isDone ? null : { what: `${outcome.message} (${outcome.code})`, advice };
}

/** A project that could not be made has no id: Vercel then answers 404 to its name, which is a fault of that step. */
function idOf(project: string, { ids }: Reach): string {
  return ids.get(project) ?? project;
}

function neededValue({ name, target }: Of<'set-variable'>, { values }: Reach): string {
  const value = values.get(name)?.[target];
  // Steps are computed from the names of these values.
  if (value === undefined) throw new TypeError(`No value of ${name} (${target}).`);
  return value;
}
