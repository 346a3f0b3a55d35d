import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AppName, sso } from '@repo/sso';
import { appDirectory } from '@repo/stack/repository';
import { z } from 'zod';
import { checkOutput } from './check-output.ts';
import { type OfflineBuild, type OfflineBuildInput, withOfflineBuild } from './offline-build.ts';
import { readBuildOutput } from './read-output.ts';

/** What one app's build would deploy. */
export interface BuildReport {
  readonly app: string;
  /** How many functions there are. */
  readonly functions: number;
  /** Size of the largest function, uncompressed. */
  readonly largestBytes: number;
  /** How many pages the build has rendered. */
  readonly staticPages: number;
  readonly seconds: number;
  /** One line for each thing that must not be in a deployment, or is missing from it; empty: none. Never a secret. */
  readonly faults: readonly string[];
}

/** Of one function, uncompressed. Vercel's own limit is 250 MB; a cold start reads all of it. */
const MAX_FUNCTION_BYTES = 45 * 1024 * 1024;

/**
 * Builds one app with `vercel build`, offline, and examines what would be deployed.
 *
 * @throws {DeployError} `vercel_build_failed`.
 */
export function buildAndExamine(input: OfflineBuildInput): Promise<BuildReport> {
  return withOfflineBuild(input, (build) => examine(input.project.app, build));
}

function examine(app: string, { output, secrets, publishableKey, seconds }: OfflineBuild): BuildReport {
  const found = readBuildOutput(output);
  // Every project of the plan is an app of the registry.
  const { posture } = sso.apps[app as AppName];
  const staticPages = readStaticPages(app);
  const rules = {
    secrets,
    control: publishableKey,
    localClerk: LOCAL_CLERK,
    localClerkCode: LOCAL_CLERK_CODE,
    staticPages,
    mayRenderPages: posture !== 'public',
    maxFunctionBytes: MAX_FUNCTION_BYTES,
  };
  return {
    app,
    functions: found.functions.length,
    largestBytes: Math.max(...found.functions.map(({ bytes }) => bytes)),
    staticPages: staticPages.length,
    seconds,
    faults: checkOutput(found, rules, (file) => readFileSync(file, 'latin1')),
  };
}

/** Pages that this very build has rendered. @source Next.js 16 `.next/prerender-manifest.json`. */
function readStaticPages(app: string): string[] {
  const path = join(appDirectory(app), '.next/prerender-manifest.json');
  const manifest = z.object({ routes: z.record(z.string(), z.unknown()) });
  const { routes } = manifest.parse(JSON.parse(readFileSync(path, 'utf8')));
  return Object.keys(routes).filter(
    (route) => !/^\/(_not-found|_global-error|icon\.svg|favicon\.ico)/.test(route),
  );
}

/** A key of the local Clerk begins so whatever its port is: three bytes of a host are four characters of base64. */
const LOCAL_KEY_BYTES = Math.floor(`clerk.${sso.localRootDomain}`.length / 3) * 3;

const LOCAL_CLERK = { 'its key': btoa(`clerk.${sso.localRootDomain}`.slice(0, LOCAL_KEY_BYTES)) };
const LOCAL_CLERK_CODE = {
  'its package': 'clerk-local',
  'its files': 'packages/clerk-local/',
};
