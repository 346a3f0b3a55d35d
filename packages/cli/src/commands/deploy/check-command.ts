import { join } from 'node:path';
import {
  checkDeployment,
  type DeploymentReport,
  type MintToken,
  parseDomain,
  parseUrls,
  planOfThisRepository,
} from '@repo/deploy';
import { SEEDED_ACCOUNTS } from '@repo/stack';
import { ROOT, STATE_DIR } from '@repo/stack/repository';
import { parseFile, parseUser, resolveClerkInstance, signInUser } from '@repo/token';
import { defineCommand } from 'citty';
import pc from 'picocolors';
import { resolvePort } from '../../options.ts';

/** `sso deploy check`: looks at what is deployed as visitors see it. */
export const checkCommand = defineCommand({
  meta: {
    name: 'check',
    description: 'Look at deployed apps: DNS, certificate, answer, cookies, and with --user one sign-in',
  },
  args: {
    domain: { type: 'string', description: 'Registrable domain of production', valueHint: 'acme.com' },
    user: {
      type: 'string',
      description: 'Sign in this test account, with CLERK_SECRET_KEY, and try its tokens',
      valueHint: 'test@acme.com',
    },
    'allow-live': { type: 'boolean', description: 'Accept a live CLERK_SECRET_KEY for --user' },
    info: { type: 'string', description: 'Use the Clerk of `sso stack --info FILE`', valueHint: 'FILE' },
    json: { type: 'boolean', description: 'Print one JSON document (version 1) instead of text' },
  },
  async run({ args }) {
    const plan = planOfThisRepository({ rootDomain: parseDomain(args.domain) });
    const urls = parseUrls(args._, plan);
    const infoFile = parseFile('--info', args.info);
    const mint =
      args.user === undefined && infoFile === undefined
        ? undefined
        : mintFor({ user: args.user, infoFile, allowLive: args['allow-live'] ?? false });
    const primary = urls.find(({ hostname }) => hostname.startsWith(`${plan.primary}.`))?.origin;
    const reports = await checkDeployment(urls, {
      primary: primary ?? `https://${plan.projects.find(({ app }) => app === plan.primary)?.domains[0]}`,
      mint,
      timeLimitMs: 15_000,
    });
    const isFine = reports.every(({ findings }) => findings.every((finding) => finding.isFine));
    if (args.json)
      console.log(JSON.stringify({ version: 1, reports, isSessionChecked: mint !== undefined }, null, 2));
    else console.log(renderReports(reports, mint !== undefined));
    process.exitCode = isFine ? 0 : 1;
  },
});

/** Signs a user in once for each app: a token names the origin of the browser that asked for it. */
function mintFor(options: {
  user: string | undefined;
  infoFile: string | undefined;
  allowLive: boolean;
}): MintToken {
  const instance = resolveClerkInstance({
    app: 'platform',
    env: process.env,
    envFile: join(ROOT, '.env.local'),
    stateDir: STATE_DIR,
    port: resolvePort(undefined, process.env),
    infoFile: options.infoFile,
    allowLive: options.allowLive,
  });
  const seeded = instance.isLocal ? SEEDED_ACCOUNTS[0]?.emailAddress : undefined;
  const user = parseUser(options.user, { isCreated: false, seeded });
  const sessions = new Map<string, ReturnType<typeof signInUser>>();
  return async (origin) => {
    const signedIn =
      sessions.get(origin) ??
      signInUser({ ...instance, origin }, { user, isCreated: false, slug: undefined });
    sessions.set(origin, signedIn);
    return (await signedIn).session.mint(undefined);
  };
}

function renderReports(reports: readonly DeploymentReport[], isSessionChecked: boolean): string {
  const lines = reports.flatMap(({ url, findings }) => [
    pc.bold(url),
    ...findings.flatMap(({ what, isFine, seen, fix }) => [
      `  ${isFine ? pc.green('✓') : pc.red('✗')} ${what}: ${seen}`,
      ...(fix ? [`      ${fix}`] : []),
    ]),
  ]);
  const faults = reports.flatMap(({ findings }) => findings.filter(({ isFine }) => !isFine)).length;
  const summary =
    faults === 0 ? pc.green('✓ nothing is wrong') : pc.red(`${faults} ${faults === 1 ? 'fault' : 'faults'}`);
  const left = isSessionChecked
    ? []
    : ['Not looked at: whether a session works. --user test@acme.com signs a test account in.'];
  return [
    ...lines,
    `${reports.length} ${reports.length === 1 ? 'address' : 'addresses'}: ${summary}.`,
    ...left,
  ].join('\n');
}
