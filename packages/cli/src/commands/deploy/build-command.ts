import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AppName, sso } from '@repo/auth/config';
import { appDirectory } from '@repo/stack/repository';
import { defineCommand } from 'citty';
import pc from 'picocolors';
import { z } from 'zod';
import type { PlannedProject } from './deploy-plan.ts';
import { judgeOutput } from './judge-output.ts';
import { type OfflineBuild, withOfflineBuild } from './offline-build.ts';
import { readBuildOutput } from './read-output.ts';
import { selectProjects } from './select-projects.ts';
import { planOfThisRepository } from './this-plan.ts';

/** Of one function, uncompressed. Vercel's own limit is 250 MB; a cold start reads all of it. */
const MAX_FUNCTION_BYTES = 45 * 1024 * 1024;

/** `sso deploy build`: `vercel build` of each app, offline, and a look at what would be deployed. */
export const buildCommand = defineCommand({
  meta: {
    name: 'build',
    description: 'Build apps as Vercel would, without an account or a network, and examine the output',
  },
  args: {
    app: { type: 'string', description: 'These alone. Default: all', valueHint: 'platform,docs' },
  },
  async run({ args }) {
    const plan = planOfThisRepository();
    let faults = 0;
    for (const project of selectProjects(plan, args.app)) {
      faults += await withOfflineBuild(plan, project, (build) => examine(project, build));
    }
    process.exitCode = faults > 0 ? 1 : 0;
  },
});

/** @returns How many faults were found and printed. */
function examine(
  { app }: PlannedProject,
  { output, secrets, publishableKey, seconds }: OfflineBuild,
): number {
  const found = readBuildOutput(output);
  // Every project of the plan is an app of the registry.
  const { posture } = sso.apps[app as AppName];
  const rules = {
    secrets,
    control: publishableKey,
    localClerk: LOCAL_CLERK,
    staticPages: readStaticPages(app),
    mayRenderPages: posture !== 'public',
    maxFunctionBytes: MAX_FUNCTION_BYTES,
  };
  const faults = judgeOutput(found, rules, (file) => readFileSync(file, 'latin1'));
  const largest = Math.max(...found.functions.map(({ bytes }) => bytes)) / 1024 / 1024;
  const mark = faults.length === 0 ? pc.green('✓') : pc.red('✗');
  const what = `${found.functions.length} functions, the largest ${largest.toFixed(1)} MB; ${rules.staticPages.length} static pages`;
  console.log(`${mark} ${app.padEnd(10)} ${what} ${pc.dim(`(${seconds.toFixed(0)} s)`)}`);
  for (const fault of faults) console.log(`  ${fault}`);
  return faults.length;
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

const LOCAL_CLERK = {
  'its key': btoa(`clerk.${sso.localRootDomain}`.slice(0, LOCAL_KEY_BYTES)),
  'its package': '@repo/clerk-local',
  'its files': 'packages/clerk-local/',
};
