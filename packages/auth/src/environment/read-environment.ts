import type { VercelRelatedProjects } from '@vercel/related-projects';
import { z } from 'zod';
import { AuthConfigError } from '../errors.ts';
import type { Environment, SiblingPreview } from '../registry/environment.ts';
import { type Origin, parseOrigin } from '../registry/origin.ts';
import { parseLocalPort } from './local-port.ts';

/** Environment variables by name. */
export type Variables = Readonly<Record<string, string | undefined>>;

const relatedProjectsSchema = z.array(
  z.object({
    project: z.object({ id: z.string(), name: z.string() }),
    production: z.object({ url: z.string().exactOptional(), alias: z.string().exactOptional() }),
    preview: z.object({ branch: z.string().exactOptional(), customEnvironment: z.string().exactOptional() }),
  }),
) satisfies z.ZodType<VercelRelatedProjects>;

/**
 * Reads which environment this is from the variables that Vercel and the command line set: production, preview or local.
 *
 * @param env Variables by name, usually `process.env`.
 * @throws {AuthConfigError} `invalid_environment`: VERCEL_ENV, SSO_LOCAL_PORT or VERCEL_RELATED_PROJECTS is malformed.
 *   `missing_env`: a preview without VERCEL_URL. `invalid_origin`: a Vercel host that is not one.
 *   `local_clerk_in_deployment`: SSO_LOCAL_CLERK set on Vercel.
 * @source Vercel docs "System environment variables"; `@vercel/related-projects` 1.1.1 (the shape of VERCEL_RELATED_PROJECTS).
 */
export function readEnvironment(env: Variables): Environment {
  const vercelEnv = env.VERCEL_ENV;
  if (
    env.SSO_LOCAL_CLERK === '1' &&
    (env.VERCEL === '1' || vercelEnv === 'production' || vercelEnv === 'preview')
  ) {
    throw new AuthConfigError(
      'local_clerk_in_deployment',
      `SSO_LOCAL_CLERK is set on Vercel (VERCEL_ENV="${vercelEnv ?? ''}").`,
    );
  }
  switch (vercelEnv) {
    case 'production':
      return production(env);
    case 'preview':
      return preview(env);
    case 'development':
      return local(env);
    case undefined:
    case '':
      return env.NODE_ENV === 'production' && env.SSO_LOCAL_CLERK !== '1' ? production(env) : local(env);
    default:
      throw new AuthConfigError(
        'invalid_environment',
        `VERCEL_ENV is "${vercelEnv}"; it is production, preview or development.`,
      );
  }
}

function production(env: Variables): Environment {
  const host = env.VERCEL_PROJECT_PRODUCTION_URL;
  return host
    ? { kind: 'production', projectOrigin: vercelOrigin('VERCEL_PROJECT_PRODUCTION_URL', host) }
    : { kind: 'production' };
}

function preview(env: Variables): Environment {
  if (!env.VERCEL_URL) throw new AuthConfigError('missing_env', 'VERCEL_URL is not set in a preview.');
  const deployment = vercelOrigin('VERCEL_URL', env.VERCEL_URL);
  const branch = env.VERCEL_BRANCH_URL
    ? vercelOrigin('VERCEL_BRANCH_URL', env.VERCEL_BRANCH_URL)
    : deployment;
  const own: [Origin, ...Origin[]] = branch === deployment ? [branch] : [branch, deployment];
  return { kind: 'preview', own, siblings: readSiblings(env) };
}

function local(env: Variables): Environment {
  return { kind: 'local', port: parseLocalPort(env.SSO_LOCAL_PORT) };
}

function vercelOrigin(name: string, host: string): Origin {
  return parseOrigin(`https://${host}`, `${name}="${host}" (as https://${host})`);
}

function readSiblings(env: Variables): SiblingPreview[] {
  if (!env.VERCEL_RELATED_PROJECTS) return [];
  const parsed = relatedProjectsSchema.safeParse(parseJson(env.VERCEL_RELATED_PROJECTS));
  if (!parsed.success) {
    throw new AuthConfigError(
      'invalid_environment',
      'VERCEL_RELATED_PROJECTS is not the list of projects that Vercel writes.',
    );
  }
  return parsed.data.map(({ project, preview }) => {
    // The library's own withRelatedProject() returns the production host when a preview is missing.
    const host = isCustomEnvironment(env.VERCEL_TARGET_ENV) ? preview.customEnvironment : preview.branch;
    const source = `VERCEL_RELATED_PROJECTS (${project.name})`;
    return host ? { project: project.name, origin: vercelOrigin(source, host) } : { project: project.name };
  });
}

function isCustomEnvironment(target: string | undefined): boolean {
  return Boolean(target) && target !== 'preview' && target !== 'production' && target !== 'development';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
