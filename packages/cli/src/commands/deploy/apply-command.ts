import { execFileSync } from 'node:child_process';
import { confirm, isCancel, password } from '@clack/prompts';
import {
  carryOut,
  checklistOf,
  isDestructive,
  openQuestions,
  type Preparation,
  parseAnswers,
  parseDomain,
  parseRepository,
  parseVariableNames,
  planOfThisRepository,
  prepareApply,
  type Step,
  writeVercelJson,
} from '@repo/deploy';
import { DeployError } from '@repo/deploy/errors';
import { ROOT } from '@repo/stack/repository';
import { defineCommand } from 'citty';
import pc from 'picocolors';
import { renderChecklist, renderFaults, renderStepNow, renderSteps } from './render-apply.ts';

/** `sso deploy apply`: makes Vercel and Clerk as planned, and lists what only a dashboard can do. */
export const applyCommand = defineCommand({
  meta: {
    name: 'apply',
    description: 'Create and update projects, domains and variables at Vercel, and what Clerk’s API sets',
  },
  args: {
    'dry-run': { type: 'boolean', description: 'Print what would change, and change nothing' },
    yes: { type: 'boolean', description: 'Also do what can break a running deployment, without asking' },
    domain: { type: 'string', description: 'Registrable domain of production', valueHint: 'acme.com' },
    scope: {
      type: 'string',
      description: 'Team on Vercel. Its projects can share variables',
      valueHint: 'TEAM',
    },
    repo: {
      type: 'string',
      description: 'Repository on GitHub. Default: that of git’s remote "origin"; --no-repo connects none',
      valueHint: 'acme/apps',
    },
    shared: {
      type: 'boolean',
      default: true,
      description: 'Variables of the team, one for all projects; --no-shared sets each project’s own',
    },
    link: {
      type: 'boolean',
      default: true,
      description:
        'Write the ids of related projects into vercel.json; --no-link leaves the files as they are',
    },
    replace: {
      type: 'string',
      description: 'Replace values that are set, as after a rotation',
      valueHint: 'CLERK_SECRET_KEY',
    },
    json: { type: 'boolean', description: 'Print one JSON document (version 1) instead of text' },
  },
  async run({ args, rawArgs }) {
    const plan = planOfThisRepository({ rootDomain: parseDomain(args.domain) });
    const isDryRun = args['dry-run'] === true;
    const isTerminal = Boolean(process.stdin.isTTY && process.stdout.isTTY) && !args.json;
    const env = isTerminal ? { ...process.env, ...(await askAnswers()) } : process.env;
    const answers = parseAnswers(env);
    const { SSO_VERCEL_API, SSO_CLERK_API, SSO_DEPLOY_PATIENCE_MS, VERCEL_SCOPE } = process.env;
    const patience = testPatience(SSO_DEPLOY_PATIENCE_MS);
    const clerkOf = (secretKey: string) => ({ secretKey, apiUrl: SSO_CLERK_API, patience });
    const preparation = await prepareApply({
      plan,
      answers,
      vercel: {
        token: answers.vercelToken,
        scope: args.scope ?? VERCEL_SCOPE,
        apiUrl: SSO_VERCEL_API,
        patience,
      },
      clerk: clerkOf(answers.clerkSecretKey),
      previewClerk:
        answers.previewClerkSecretKey === undefined ? undefined : clerkOf(answers.previewClerkSecretKey),
      repository: rawArgs.includes('--no-repo') ? null : parseRepository(args.repo, readRemote()),
      isShared: args.shared,
      replaced: parseVariableNames(args.replace, plan),
      write: args.link ? writeVercelJson : null,
    });
    const { steps } = preparation;
    if (isDryRun) return reportDryRun(preparation, args.json === true);
    const chosen = await chooseSteps(steps, { isForced: args.yes === true, isTerminal });
    if (!args.json && steps.length > 0) console.log(renderSteps(steps, pc));
    const { faults, checklist } = await carryOut(preparation, chosen, (step, number) => {
      if (!args.json) console.error(renderStepNow(step, { number, of: chosen.length }, pc));
    });
    const skipped = steps.filter((step) => !chosen.includes(step));
    if (faults.length + skipped.length > 0) process.exitCode = 1;
    if (args.json) {
      console.log(JSON.stringify({ version: 1, steps, faults, notConfirmed: skipped, checklist }, null, 2));
      return;
    }
    console.log(renderFaults({ faults, skipped, done: chosen.length - faults.length }, pc));
    console.log(renderChecklist(checklist, pc));
  },
});

function reportDryRun(preparation: Preparation, isJson: boolean): void {
  const { steps } = preparation;
  const checklist = checklistOf(preparation);
  if (isJson)
    console.log(JSON.stringify({ version: 1, steps, faults: [], notConfirmed: [], checklist }, null, 2));
  else
    console.log(
      `${renderSteps(steps, pc)}\n${renderChecklist(checklist, pc)}\nNothing was changed (--dry-run).`,
    );
}

/** Asks for what the environment does not have; typed values are not shown. An empty answer leaves an optional one out. */
async function askAnswers(): Promise<Record<string, string>> {
  const given: Record<string, string> = {};
  for (const { variable, question, where, isRequired, form, formInWords } of openQuestions(process.env)) {
    const answer = await password({
      message: `${question} (${where})${isRequired ? '' : ', or Enter to leave it out'}`,
      validate: (value = '') => (form.test(value) || (!isRequired && value === '') ? undefined : formInWords),
    });
    if (isCancel(answer)) throw new DeployError('not_confirmed', 'Stopped. Nothing was changed.');
    if (answer) given[variable] = answer;
  }
  return given;
}

/** Chooses the steps to carry out: those that can break something only after a question, or with --yes. */
async function chooseSteps(
  steps: readonly Step[],
  { isForced, isTerminal }: { readonly isForced: boolean; readonly isTerminal: boolean },
): Promise<readonly Step[]> {
  const destructive = steps.filter(isDestructive);
  if (destructive.length === 0 || isForced) return steps;
  if (isTerminal) {
    console.log(renderSteps(destructive, pc));
    const isConfirmed = await confirm({
      message: 'These change what is there, and can break a running deployment. Do them too?',
      initialValue: false,
    });
    if (isCancel(isConfirmed)) throw new DeployError('not_confirmed', 'Stopped. Nothing was changed.');
    if (isConfirmed) return steps;
  }
  return steps.filter((step) => !isDestructive(step));
}

function readRemote(): string | undefined {
  try {
    const command = ['remote', 'get-url', 'origin'];
    return execFileSync('git', command, {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return undefined;
  }
}

/** Short times, so that tests of slow and failing services take no minutes. */
function testPatience(milliseconds: string | undefined) {
  if (milliseconds === undefined) return undefined;
  const pause = Number(milliseconds);
  return { timeoutMs: pause * 20, pausesMs: [pause, pause, pause], maxPauseMs: pause };
}
