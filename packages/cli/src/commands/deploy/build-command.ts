import { type BuildReport, buildAndExamine, planOfThisRepository, selectProjects } from '@repo/deploy';
import { defineCommand } from 'citty';
import pc from 'picocolors';

/** `sso deploy build`: runs `vercel build` of each app, offline, and examines what would be deployed. */
export const buildCommand = defineCommand({
  meta: {
    name: 'build',
    description: 'Build apps as Vercel would, without an account or a network, and examine the output',
  },
  args: {
    app: { type: 'string', description: 'Build only these. Default: all', valueHint: 'platform,docs' },
  },
  async run({ args }) {
    const plan = planOfThisRepository();
    for (const project of selectProjects(plan, args.app)) {
      const report = await buildAndExamine({ plan, project, env: process.env });
      console.log(renderReport(report));
      if (report.faults.length > 0) process.exitCode = 1;
    }
  },
});

function renderReport({ app, functions, largestBytes, staticPages, seconds, faults }: BuildReport): string {
  const mark = faults.length === 0 ? pc.green('✓') : pc.red('✗');
  const largest = `the largest ${(largestBytes / 1024 / 1024).toFixed(1)} MB`;
  const what = `${functions} functions, ${largest}; ${staticPages} static pages`;
  const line = `${mark} ${app.padEnd(10)} ${what} ${pc.dim(`(${seconds.toFixed(0)} s)`)}`;
  return [line, ...faults.map((fault) => `  ${fault}`)].join('\n');
}
