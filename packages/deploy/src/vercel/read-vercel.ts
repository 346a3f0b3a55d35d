import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { DeployError } from '../errors.ts';

/** The compared settings of one project on Vercel. No value of any variable. */
export interface VercelProject {
  readonly id: string;
  readonly rootDirectory: string | null;
  readonly framework: string | null;
  readonly nodeVersion: string | null;
  readonly domains: readonly { readonly name: string; readonly verified: boolean }[];
  readonly variables: readonly { readonly key: string; readonly targets: readonly string[] }[];
}

export interface VercelAccess {
  readonly token: string;
  /** Team slug or id; the token's own account when absent. */
  readonly scope?: string | undefined;
  /** Environment of the CLI's process: PATH, HOME and the like. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where Vercel's API is; for tests. */
  readonly apiUrl?: string | undefined;
}

const inspected = z.object({
  id: z.string(),
  rootDirectory: z.string().nullish(),
  framework: z.string().nullish(),
  nodeVersion: z.string().nullish(),
});
const listed = z.object({
  projects: z.array(z.object({ name: z.string(), id: z.string() })),
  pagination: z.object({ next: z.number().nullish() }),
});
const environment = z.object({
  // The values that the CLI prints are not in the schema, so they stay in its output.
  envs: z.array(z.object({ key: z.string(), target: z.union([z.string(), z.array(z.string())]).nullish() })),
});
const domainList = z.object({ domains: z.array(z.object({ name: z.string(), verified: z.boolean() })) });

/**
 * Reads the ids of all projects, by name.
 *
 * @throws {DeployError} `vercel_unavailable`: the CLI ended with an error, or printed an unknown form.
 * @source vercel 60.1.3: `project ls --json`.
 */
export async function readProjectIds(access: VercelAccess): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  let next: number | null | undefined;
  do {
    const page = ['project', 'ls', '--json', '--limit', '100', ...(next ? ['--next', String(next)] : [])];
    const { projects, pagination } = await ask(access, page, listed);
    for (const { name, id } of projects) ids.set(name, id);
    next = pagination.next;
  } while (next);
  return ids;
}

/**
 * Reads one project.
 *
 * @param id Its id, from `readProjectIds`.
 * @throws {DeployError} `vercel_unavailable`.
 * @source vercel 60.1.3: `project inspect --json`, `env ls --json`, `api /v9/projects/<id>/domains`.
 */
export async function readVercelProject(access: VercelAccess, id: string): Promise<VercelProject> {
  const [project, { envs }, { domains }] = await Promise.all([
    ask(access, ['project', 'inspect', id, '--json'], inspected),
    ask(access, ['env', 'ls', '--project', id, '--json'], environment),
    ask(access, ['api', `/v9/projects/${id}/domains?limit=100`, '--raw'], domainList),
  ]);
  return {
    id,
    rootDirectory: project.rootDirectory ?? null,
    framework: project.framework ?? null,
    nodeVersion: project.nodeVersion ?? null,
    domains,
    variables: envs.map(({ key, target }) => ({ key, targets: [target ?? []].flat() })),
  };
}

/** The JavaScript file behind the `vercel` command. */
export function vercelBinary(): string {
  const require = createRequire(import.meta.url);
  return join(dirname(require.resolve('vercel/package.json')), 'dist/vc.js');
}

async function ask<Schema extends z.ZodType>(
  { token, scope, env, apiUrl }: VercelAccess,
  command: readonly string[],
  schema: Schema,
): Promise<z.output<Schema>> {
  const what = `vercel ${command[0]} ${command[1]}`;
  const options = [...(scope ? ['--scope', scope] : []), ...(apiUrl ? ['--api', apiUrl] : [])];
  const stdout = await run(
    [...command, ...options, '--non-interactive'],
    { ...env, VERCEL_TOKEN: token },
    what,
  );
  const parsed = schema.safeParse(parseJson(stdout));
  if (parsed.success) return parsed.data;
  throw new DeployError('vercel_unavailable', `\`${what}\` printed a form that this version does not know.`);
}

/** @param env With the token: among the arguments every process of this machine could read it. */
async function run(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  what: string,
): Promise<string> {
  const quiet = { ...env, VERCEL_TELEMETRY_DISABLED: '1', NO_UPDATE_NOTIFIER: '1' };
  try {
    // Outside of any folder that is linked to a project: the link would choose the account.
    const options = { cwd: tmpdir(), env: quiet, timeout: 60_000, maxBuffer: 64 * 1024 * 1024 };
    return (await promisify(execFile)(process.execPath, [vercelBinary(), ...args], options)).stdout;
  } catch {
    // Its output is not shown: `env ls` prints values.
    const advice = 'Is VERCEL_TOKEN valid, and for this team (--scope)?';
    throw new DeployError('vercel_unavailable', `\`${what}\` ended with an error. ${advice}`);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
