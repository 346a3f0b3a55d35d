import { z } from 'zod';
import { DeployError } from '../errors.ts';
import type { DeployPlan } from '../plan/deploy-plan.ts';
import { askVercel, tryVercel, type VercelAccess } from './ask-vercel.ts';

/** An environment variable on Vercel. Its value is not read. */
export interface VercelVariable {
  readonly id: string;
  readonly key: string;
  readonly targets: readonly string[];
}

/** A variable of the team, linked to some of its projects. */
export interface SharedVariable extends VercelVariable {
  readonly projectIds: readonly string[];
}

/** The compared settings of one project on Vercel. No value of any variable. */
export interface VercelProject {
  readonly id: string;
  readonly rootDirectory: string | null;
  readonly framework: string | null;
  readonly nodeVersion: string | null;
  /** `owner/name` of the connected repository. */
  readonly repository: string | null;
  readonly domains: readonly { readonly name: string; readonly verified: boolean }[];
  /** Its own, without the team's. */
  readonly variables: readonly VercelVariable[];
}

/** What is on Vercel now. */
export interface VercelState {
  /** By name of the plan; null: there is no such project. */
  readonly projects: ReadonlyMap<string, VercelProject | null>;
  readonly shared: readonly SharedVariable[];
}

const inspected = z.object({
  id: z.string(),
  name: z.string(),
  rootDirectory: z.string().nullish(),
  framework: z.string().nullish(),
  nodeVersion: z.string().nullish(),
  link: z.looseObject({ org: z.string().optional(), repo: z.string().optional() }).nullish(),
});
const targets = z
  .union([z.string(), z.array(z.string())])
  .nullish()
  .transform((value) => [value ?? []].flat());
const variable = z.object({ id: z.string().catch(''), key: z.string(), target: targets });
const environment = z.object({ envs: z.array(variable) });
const sharedEnvironment = z.object({
  data: z.array(variable.extend({ projectId: z.array(z.string()).nullish() })),
});
const domainList = z.object({ domains: z.array(z.object({ name: z.string(), verified: z.boolean() })) });

/**
 * Reads the projects of a plan, and the variables that their team shares.
 *
 * @throws {DeployError} `vercel_refused`, `vercel_unavailable`.
 */
export async function readVercel(plan: DeployPlan, access: VercelAccess): Promise<VercelState> {
  const names = [...new Set(plan.projects.flatMap(({ variables }) => variables.map(({ name }) => name)))];
  const [projects, shared] = await Promise.all([
    Promise.all(
      plan.projects.map(async ({ name }) => [name, await readVercelProject(access, name)] as const),
    ),
    readSharedVariables(access, names),
  ]);
  return { projects: new Map(projects), shared };
}

/**
 * Reads one project.
 *
 * @returns null: there is none of that name.
 * @throws {DeployError} `vercel_refused`, `vercel_unavailable`.
 * @source Vercel REST API: GET /v9/projects/{idOrName}, /v10/projects/{idOrName}/env, /v9/projects/{idOrName}/domains.
 */
async function readVercelProject(access: VercelAccess, name: string): Promise<VercelProject | null> {
  const found = await tryVercel(access, { method: 'GET', path: `/v9/projects/${name}` }, inspected);
  if (!found.isDone) {
    if (found.status === 404) return null;
    throw new DeployError(
      'vercel_refused',
      `Vercel refused to describe ${name}: ${found.message} (${found.code}).`,
    );
  }
  const project = found.output;
  const [{ envs }, { domains }] = await Promise.all([
    askVercel(access, { method: 'GET', path: `/v10/projects/${project.id}/env` }, environment),
    askVercel(access, { method: 'GET', path: `/v9/projects/${project.id}/domains?limit=100` }, domainList),
  ]);
  return {
    id: project.id,
    rootDirectory: project.rootDirectory ?? null,
    framework: project.framework ?? null,
    nodeVersion: project.nodeVersion ?? null,
    repository: project.link?.org && project.link.repo ? `${project.link.org}/${project.link.repo}` : null,
    domains,
    variables: envs.map(({ id, key, target }) => ({ id, key, targets: target })),
  };
}

/**
 * Reads the variables of these names that a team shares between its projects.
 *
 * @returns Empty for an account without a team (no scope), which has none.
 * @throws {DeployError} `vercel_refused`, `vercel_unavailable`.
 * @source Vercel REST API: GET /v1/env.
 */
async function readSharedVariables(
  access: VercelAccess,
  names: readonly string[],
): Promise<readonly SharedVariable[]> {
  if (access.scope === undefined) return [];
  const pages = await Promise.all(
    names.map((name) =>
      askVercel(access, { method: 'GET', path: `/v1/env?search=${name}` }, sharedEnvironment),
    ),
  );
  const found = pages.flatMap(({ data }) => data).filter(({ key }) => names.includes(key));
  // The search is a substring, so one variable can be on several pages.
  return [...new Map(found.map((each) => [each.id, each])).values()].map(
    ({ id, key, target, projectId }) => ({
      id,
      key,
      targets: target,
      projectIds: projectId ?? [],
    }),
  );
}
