import { parsePublishableKey } from '@clerk/shared/keys';
import type { VercelRelatedProjects } from '@vercel/related-projects';
import { z } from 'zod';
import { AuthConfigError } from './errors.ts';
import { parseLocalPort } from './local-port.ts';
import { type Origin, parseOrigin } from './origin.ts';
import type { BrowserClerk } from './session-sync.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Where this process runs. Decides which origins exist; nothing in a request can change it. */
export type Environment =
  | { readonly kind: 'production'; readonly projectOrigin?: Origin }
  | {
      readonly kind: 'preview';
      readonly own: readonly [Origin, ...Origin[]];
      readonly siblings: readonly SiblingPreview[];
    }
  | { readonly kind: 'local'; readonly port: number };

/** One related Vercel project, as `VERCEL_RELATED_PROJECTS` lists it. */
export interface SiblingPreview {
  readonly project: string;
  /** Absent when the sibling has no deployment for this branch: Vercel then offers only production. */
  readonly origin?: Origin;
}

const relatedProjectsSchema = z.array(
  z.object({
    project: z.object({ id: z.string(), name: z.string() }),
    production: z.object({ url: z.string().exactOptional(), alias: z.string().exactOptional() }),
    preview: z.object({ branch: z.string().exactOptional(), customEnvironment: z.string().exactOptional() }),
  }),
) satisfies z.ZodType<VercelRelatedProjects>;

/**
 * Reads which environment this is from the variables Vercel and the command line set.
 *
 * @param env Variables by name, usually `process.env`.
 * @throws {AuthConfigError} `invalid_environment`: VERCEL_ENV, SSO_LOCAL_PORT or VERCEL_RELATED_PROJECTS is malformed.
 *   `missing_env`: a preview without VERCEL_URL. `invalid_origin`: a Vercel host that is not one.
 *   `local_clerk_in_deployment`: SSO_LOCAL_CLERK set on Vercel.
 * @source Vercel docs "System environment variables"; `@vercel/related-projects` 1.1.1 (the shape of VERCEL_RELATED_PROJECTS).
 */
export function readEnvironment(env: Env): Environment {
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

/** The verification key for networkless verification, PEM; the SDK does not read CLERK_JWT_KEY by itself. */
export function readJwtKey(env: Env): string | undefined {
  // Dashboards that store one line keep the PEM's newlines as the two characters "\n".
  return env.CLERK_JWT_KEY?.replaceAll('\\n', '\n') || undefined;
}

/**
 * The webhook signing secrets, none where the variable is not set.
 * Several, separated by commas or spaces, are all accepted: that is how one is replaced without a gap.
 */
export function readWebhookSecrets(env: Env): readonly string[] {
  return (env.CLERK_WEBHOOK_SIGNING_SECRET ?? '').split(/[\s,]+/).filter(Boolean);
}

/** `readWebhookSecrets` of this process. Server only. */
export function currentWebhookSecrets(): readonly string[] {
  return readWebhookSecrets(process.env);
}

/** `readEnvironment` of this process. Server only. */
export function currentEnvironment(): Environment {
  return readEnvironment(process.env);
}

/** `readJwtKey` of this process. Server only. */
export function currentJwtKey(): string | undefined {
  return readJwtKey(process.env);
}

/** Longest time a token may be believed after it expired: beyond a working day nobody should be let in on an old word. */
const MAX_GRACE_MS = 8 * 3_600_000;

/**
 * SSO_OUTAGE_GRACE_MS, which can be set while an outage lasts: it wins over `outage.graceMs` of sso.config.ts.
 *
 * @returns Milliseconds; undefined: not set.
 * @throws {AuthConfigError} `invalid_environment`: no whole number from 0 to 28,800,000 (8 hours).
 */
export function readOutageGraceMs(env: Env): number | undefined {
  const text = env.SSO_OUTAGE_GRACE_MS;
  if (!text) return undefined;
  const graceMs = Number(text);
  if (/^\d{1,9}$/.test(text) && graceMs <= MAX_GRACE_MS) return graceMs;
  throw new AuthConfigError(
    'invalid_environment',
    `SSO_OUTAGE_GRACE_MS is "${text}"; it is milliseconds, from 0 to ${MAX_GRACE_MS}.`,
  );
}

/** `readOutageGraceMs` of this process. */
export function currentOutageGraceMs(): number | undefined {
  return readOutageGraceMs(process.env);
}

/**
 * SSO_OUTAGE_PROBE_MS: one time for both intervals of the circuit breaker, so that a test of an outage does not wait for them.
 *
 * @returns Milliseconds; undefined: not set, or Clerk is not the local one.
 * @throws {AuthConfigError} `invalid_environment`: not a whole number of at most six digits.
 */
export function readProbeIntervalMs(env: Env, healthUrl: string): number | undefined {
  const text = env.SSO_OUTAGE_PROBE_MS;
  const { hostname } = new URL(healthUrl);
  if (!text || !/(^|\.)localhost$|^127\.0\.0\.1$/.test(hostname)) return undefined;
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new AuthConfigError('invalid_environment', `SSO_OUTAGE_PROBE_MS is "${text}"; it is milliseconds.`);
}

/** `readProbeIntervalMs` of this process. */
export function currentProbeIntervalMs(): number | undefined {
  return readProbeIntervalMs(process.env, currentHealthUrl());
}

/** Where Clerk's Frontend API says that it lives. The local Clerk's host name is known to browsers only; its address is CLERK_API_URL. */
export function currentHealthUrl(): string {
  const { frontendApiUrl } = readBrowserClerk();
  const isLocal = new URL(frontendApiUrl).hostname.endsWith('.localhost');
  return `${(isLocal && process.env.CLERK_API_URL) || frontendApiUrl}/v1/health`;
}

/**
 * The server's side of Clerk: what its Backend API client needs.
 *
 * @returns `secretKey` is undefined where this process has none: sessions are verified all the same, machine tokens are not.
 */
export function currentBackendApi(): { secretKey?: string; apiUrl?: string; machineSecretKey?: string } {
  const { CLERK_SECRET_KEY, CLERK_API_URL, CLERK_MACHINE_SECRET_KEY } = process.env;
  return {
    ...(CLERK_SECRET_KEY ? { secretKey: CLERK_SECRET_KEY } : {}),
    ...(CLERK_API_URL ? { apiUrl: CLERK_API_URL } : {}),
    ...(CLERK_MACHINE_SECRET_KEY ? { machineSecretKey: CLERK_MACHINE_SECRET_KEY } : {}),
  };
}

/**
 * The browser's side of Clerk, from the values `withSso()` put into the build.
 *
 * @throws {AuthConfigError} `missing_env`: built without `withSso()`.
 */
export function readBrowserClerk(): BrowserClerk {
  // Next replaces exactly these expressions at build time; a dynamic look-up would find nothing.
  const publishableKey = process.env.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY;
  const proxyUrl = process.env.NEXT_PUBLIC_CLERK_PROXY_URL;
  const scriptUrl = process.env.NEXT_PUBLIC_CLERK_JS_URL;
  const frontendApi = parsePublishableKey(publishableKey)?.frontendApi;
  if (!publishableKey || !frontendApi) {
    throw new AuthConfigError(
      'missing_env',
      'NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY is missing or malformed (is next.config.ts wrapped in withSso()?).',
    );
  }
  return {
    publishableKey,
    frontendApiUrl: proxyUrl || `https://${frontendApi}`,
    issuers: [`https://${frontendApi}`, ...(proxyUrl ? [proxyUrl] : [])],
    ...(proxyUrl ? { proxyUrl } : {}),
    ...(scriptUrl ? { scriptUrl } : {}),
  };
}

/** The team's additions to the nonce policy that `withSso()` put into the build. Server only. */
export function currentScriptKeywords(): readonly string[] {
  return (process.env.NEXT_PUBLIC_SSO_SCRIPT_KEYWORDS ?? '').split(' ').filter(Boolean);
}

function production(env: Env): Environment {
  const host = env.VERCEL_PROJECT_PRODUCTION_URL;
  return host
    ? { kind: 'production', projectOrigin: vercelOrigin('VERCEL_PROJECT_PRODUCTION_URL', host) }
    : { kind: 'production' };
}

function preview(env: Env): Environment {
  if (!env.VERCEL_URL) throw new AuthConfigError('missing_env', 'VERCEL_URL is not set in a preview.');
  const deployment = vercelOrigin('VERCEL_URL', env.VERCEL_URL);
  const branch = env.VERCEL_BRANCH_URL
    ? vercelOrigin('VERCEL_BRANCH_URL', env.VERCEL_BRANCH_URL)
    : deployment;
  const own: [Origin, ...Origin[]] = branch === deployment ? [branch] : [branch, deployment];
  return { kind: 'preview', own, siblings: readSiblings(env) };
}

function local(env: Env): Environment {
  return { kind: 'local', port: parseLocalPort(env.SSO_LOCAL_PORT) };
}

function vercelOrigin(name: string, host: string): Origin {
  return parseOrigin(`https://${host}`, `${name}="${host}" (as https://${host})`);
}

function readSiblings(env: Env): SiblingPreview[] {
  if (!env.VERCEL_RELATED_PROJECTS) return [];
  const parsed = relatedProjectsSchema.safeParse(parseJson(env.VERCEL_RELATED_PROJECTS));
  if (!parsed.success) {
    throw new AuthConfigError(
      'invalid_environment',
      'VERCEL_RELATED_PROJECTS is not the list of projects that Vercel writes.',
    );
  }
  return parsed.data.map(({ project, preview }) => {
    // The library's own withRelatedProject() answers with the production host when a preview is missing.
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
