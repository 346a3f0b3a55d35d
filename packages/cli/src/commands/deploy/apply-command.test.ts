import { createPublicKey } from 'node:crypto';
import { planOfThisRepository } from '@repo/deploy';
import { type FakeInstance, startClerkApi } from '@repo/deploy/fixtures/clerk-api';
import { type FakeProject, startVercelApi, type VercelFault } from '@repo/deploy/fixtures/vercel-api';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runHere } from '../../../test/run-sso.fixture.ts';

const plan = planOfThisRepository();
const SECRETS = {
  CLERK_SECRET_KEY: 'sk_live_acmeSecretOfProduction',
  PREVIEW_CLERK_SECRET_KEY: 'sk_test_acmeSecretOfPreviews',
  DATABASE_URL: 'postgres://acme:secretword@db.acme.example/acme',
  CLERK_WEBHOOK_SIGNING_SECRET: 'whsec_c2VjcmV0T2ZBY21l',
};

interface World {
  readonly projects?: readonly FakeProject[];
  readonly vercelFaults?: VercelFault[];
  readonly clerkFaults?: { path: string; method: string; status: number; times: number }[];
  readonly taken?: readonly string[];
  readonly repositories?: readonly string[];
  readonly domain?: string;
}

async function startWorld({
  projects = [],
  vercelFaults = [],
  clerkFaults = [],
  domain,
  ...rest
}: World = {}) {
  const instances: FakeInstance[] = [
    {
      secretKey: SECRETS.CLERK_SECRET_KEY,
      kind: 'production',
      domain: domain ?? plan.rootDomain,
      frontendApi: `clerk.${plan.rootDomain}`,
      allowedOrigins: ['https://elsewhere.example'],
      redirectUrls: [],
      hasOrganizations: false,
    },
    {
      secretKey: SECRETS.PREVIEW_CLERK_SECRET_KEY,
      kind: 'development',
      domain: 'happy-1.clerk.accounts.dev',
      frontendApi: 'happy-1.clerk.accounts.dev',
      allowedOrigins: [],
      redirectUrls: [],
      hasOrganizations: true,
    },
  ];
  const vercel = await startVercelApi(projects, { faults: vercelFaults, ...rest });
  const clerk = await startClerkApi(instances, { faults: clerkFaults });
  onTestFinished(vercel.close);
  onTestFinished(clerk.close);
  const env = {
    VERCEL_TOKEN: 'goodtoken',
    VERCEL_SCOPE: undefined,
    SSO_VERCEL_API: vercel.url,
    SSO_CLERK_API: clerk.url,
    SSO_DEPLOY_PATIENCE_MS: '10',
    ...SECRETS,
  };
  const apply = (args: readonly string[] = [], changed: Record<string, string | undefined> = {}) =>
    runHere(['deploy', 'apply', '--no-link', '--scope', 'acme', '--repo', 'acme/apps', ...args], {
      ...env,
      ...changed,
    });
  return { vercel, clerk, instances, apply };
}

/** Fails when a secret is in what was printed. */
function expectNoSecret({ stdout, stderr }: { stdout: string; stderr: string }): void {
  for (const secret of [...Object.values(SECRETS), 'goodtoken', 'secretword'])
    expect(stdout + stderr).not.toContain(secret);
}

describe('sso deploy apply', () => {
  test('an empty account becomes as planned, with four variables of the team for the keys of Clerk', async () => {
    const { vercel, instances, apply } = await startWorld();
    const run = await apply();
    expect({ code: run.code, faults: run.stdout.match(/✗.*/g) }).toEqual({ code: 0, faults: null });
    expectNoSecret(run);
    const { projects, shared } = vercel.content;
    expect(
      projects.map(({ name, rootDirectory, nodeVersion, domains, env }) => [
        name,
        rootDirectory,
        nodeVersion,
        domains.length,
        env.length,
      ]),
    ).toEqual(
      plan.projects.map(({ name, rootDirectory, nodeVersion }) => [name, rootDirectory, nodeVersion, 1, 0]),
    );
    const keys = shared.filter(({ key }) => /PUBLISHABLE|CLERK_SECRET/.test(key));
    expect(
      keys.map(({ key, target, projectId, type }) => [key, target.join(), projectId.length, type]),
    ).toEqual([
      ['NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', 'production', 6, 'encrypted'],
      ['NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', 'preview', 6, 'encrypted'],
      ['CLERK_SECRET_KEY', 'production', 6, 'sensitive'],
      ['CLERK_SECRET_KEY', 'preview', 6, 'sensitive'],
    ]);
    const held = (key: string, target: string) =>
      shared.find((each) => each.key === key && each.target.includes(target))?.value ?? '';
    expect(atob(held('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', 'production').replace('pk_live_', ''))).toBe(
      `clerk.${plan.rootDomain}$`,
    );
    expect(held('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', 'preview')).toMatch(/^pk_test_/);
    expect(createPublicKey(held('CLERK_JWT_KEY', 'production')).asymmetricKeyType).toBe('rsa');
    const holders = (name: string) =>
      plan.projects
        .filter(({ variables }) => variables.some((each) => each.name === name))
        .map(({ name: project }) => `prj_${project}`);
    expect(shared.find(({ key }) => key === 'DATABASE_URL')?.projectId).toEqual(holders('DATABASE_URL'));
    expect(instances[0]).toMatchObject({ hasOrganizations: true });
    expect(instances[0]?.allowedOrigins).toEqual([
      'https://elsewhere.example',
      ...plan.projects.map(({ domains }) => `https://${domains[0]}`),
    ]);
  });

  test('the second run changes nothing', async () => {
    const { vercel, clerk, apply } = await startWorld();
    await apply();
    vercel.calls.length = 0;
    clerk.calls.length = 0;
    const { code, stdout } = await apply();
    expect(code).toBe(0);
    expect([...vercel.calls, ...clerk.calls].filter((call) => !call.startsWith('GET '))).toEqual([]);
    expect(stdout).toContain('0 done, 0 refused, 0 not confirmed');
  });

  test('--dry-run prints the diff and the checklist, and only reads', async () => {
    const { vercel, clerk, apply } = await startWorld();
    const run = await apply(['--dry-run']);
    expect(run.code).toBe(0);
    expectNoSecret(run);
    expect(run.stdout).toContain('+ project acme-account (apps/account, acme/apps)');
    expect(run.stdout).toContain('+ acme-docs: domain docs.acme.example');
    expect(run.stdout).toContain('clerk.acme.example  CNAME  frontend-api.clerk.services');
    expect([...vercel.calls, ...clerk.calls].filter((call) => !call.startsWith('GET '))).toEqual([]);
  });

  test('without a team each project gets variables of its own', async () => {
    const { vercel, apply } = await startWorld();
    const { code } = await apply(['--no-shared']);
    expect(code).toBe(0);
    expect(vercel.content.shared).toEqual([]);
    const docs = vercel.content.projects.find(({ name }) => name === 'acme-docs');
    expect(docs?.env.map(({ key, target, type }) => `${key} ${target.join()} ${type}`).sort()).toEqual([
      'CLERK_JWT_KEY preview plain',
      'CLERK_JWT_KEY production plain',
      'CLERK_SECRET_KEY preview sensitive',
      'CLERK_SECRET_KEY production sensitive',
      'NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY preview plain',
      'NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY production plain',
    ]);
  });

  test.each<{ name: string; fault: VercelFault }>([
    {
      name: '429 with Retry-After',
      fault: {
        method: 'POST',
        path: /projects$/,
        answer: { status: 429, code: 'rate_limited', headers: { 'retry-after': '0' } },
        times: 2,
      },
    },
    {
      name: '503',
      fault: { method: 'PATCH', path: /acme-portal/, answer: { status: 503, code: 'unavailable' }, times: 2 },
    },
    { name: 'no answer', fault: { method: 'GET', path: /env$/, answer: 'silence' } },
    {
      name: 'a project made without an answer',
      fault: { method: 'POST', path: /v11.projects$/, answer: 'done, silence' },
    },
    {
      name: 'a domain added without an answer',
      fault: { method: 'POST', path: /domains$/, answer: 'done, silence' },
    },
    {
      name: 'a variable set without an answer',
      fault: { method: 'POST', path: /^.v1.env$/, answer: 'done, silence' },
    },
  ])('$name: tried again, and everything is done once', async ({ fault }) => {
    const { vercel, apply } = await startWorld({ vercelFaults: [fault] });
    const { code } = await apply();
    expect(code).toBe(0);
    expect(vercel.content.projects.map(({ name }) => name)).toEqual(plan.projects.map(({ name }) => name));
    expect(vercel.content.shared).toHaveLength(
      new Set(vercel.content.shared.map(({ key, target }) => `${key} ${target}`)).size,
    );
  });

  test('Vercel down half-way: 2, and the next run does the rest', async () => {
    const fault: VercelFault = {
      method: 'POST',
      path: /v1.env$/,
      answer: { status: 500, code: 'internal' },
      times: 4,
    };
    const { vercel, apply } = await startWorld({ vercelFaults: [fault] });
    const stopped = await apply();
    expect(stopped.code).toBe(2);
    expect(stopped.stderr).toMatch(
      /Vercel answered HTTP 500 to POST \/v1\/env, several times.*what is done stays done/,
    );
    expect(vercel.content.projects).toHaveLength(6);
    expect(vercel.content.shared).toHaveLength(0);
    expect((await apply()).code).toBe(0);
    expect(vercel.content.shared.length).toBeGreaterThan(4);
  });

  test('a domain that another account has: the rest is done, 1, and it says what to do', async () => {
    const { vercel, apply } = await startWorld({ taken: ['docs.acme.example'] });
    const { code, stdout } = await apply();
    expect(code).toBe(1);
    expect(stdout).toContain('Another project or team has docs.acme.example');
    expect(vercel.content.projects.filter(({ domains }) => domains.length === 1)).toHaveLength(5);
  });

  test('a repository that Vercel may not read: no project half made, 1, and where to allow it', async () => {
    const { vercel, apply } = await startWorld({ repositories: [] });
    const { code, stdout } = await apply();
    expect({ code, projects: vercel.content.projects }).toEqual({ code: 1, projects: [] });
    expect(stdout).toContain('Give Vercel access to acme/apps');
    expect(stdout.match(/✗/g)).toHaveLength(6);
  });

  test('what is there is changed only with --yes: a root directory, a variable that must not be set', async () => {
    const projects = plan.projects.map(({ name, rootDirectory }) => ({
      id: `prj_${name}`,
      name,
      rootDirectory: name === 'acme-docs' ? '.' : rootDirectory,
      domains: [],
      env: name === 'acme-docs' ? [{ key: 'SSO_LOCAL_CLERK', value: '1', target: ['production'] }] : [],
    }));
    const { vercel, apply } = await startWorld({ projects });
    const docs = () => vercel.content.projects.find(({ name }) => name === 'acme-docs');
    const asked = await apply();
    expect(asked.code).toBe(1);
    expect(asked.stdout).toContain('not done without --yes: ~ acme-docs: root directory . → apps/docs');
    expect(docs()).toMatchObject({
      rootDirectory: '.',
      env: [{ key: 'SSO_LOCAL_CLERK' }],
      domains: [{ name: 'docs.acme.example' }],
    });
    expect((await apply(['--yes'])).code).toBe(0);
    expect(docs()).toMatchObject({ rootDirectory: 'apps/docs', env: [] });
  });

  test('--replace sets a rotated key where it is, and only with --yes', async () => {
    const { vercel, instances, apply } = await startWorld();
    await apply();
    const rotated = 'sk_live_rotatedSecretOfAcme';
    instances.push({ ...instances[0], secretKey: rotated } as FakeInstance);
    const held = () =>
      vercel.content.shared.find(
        ({ key, target }) => key === 'CLERK_SECRET_KEY' && target.includes('production'),
      )?.value;
    expect((await apply(['--replace', 'CLERK_SECRET_KEY'], { CLERK_SECRET_KEY: rotated })).code).toBe(1);
    expect(held()).toBe(SECRETS.CLERK_SECRET_KEY);
    expect(
      (await apply(['--replace', 'CLERK_SECRET_KEY', '--yes'], { CLERK_SECRET_KEY: rotated })).code,
    ).toBe(0);
    expect(held()).toBe(rotated);
  });

  test.each([
    { name: 'no token', changed: { VERCEL_TOKEN: undefined }, code: 2, says: /VERCEL_TOKEN is not set/ },
    {
      name: 'a token that Vercel refuses',
      changed: { VERCEL_TOKEN: 'badtoken123' },
      code: 2,
      says: /Is VERCEL_TOKEN valid/,
    },
    {
      name: 'a key that Clerk refuses',
      changed: { CLERK_SECRET_KEY: 'sk_live_unknown1' },
      code: 2,
      says: /Clerk refused GET .*clerk_key_invalid/,
    },
    {
      name: 'a test key for production',
      changed: { CLERK_SECRET_KEY: SECRETS.PREVIEW_CLERK_SECRET_KEY },
      code: 2,
      says: /CLERK_SECRET_KEY does not look like one: sk_live_/,
    },
    {
      name: 'a live key for previews',
      changed: { PREVIEW_CLERK_SECRET_KEY: SECRETS.CLERK_SECRET_KEY },
      code: 2,
      says: /PREVIEW_CLERK_SECRET_KEY does not look like one/,
    },
    {
      name: 'one database for both',
      changed: { PREVIEW_DATABASE_URL: SECRETS.DATABASE_URL },
      code: 2,
      says: /is the database of production/,
    },
    { name: 'no database', changed: { DATABASE_URL: undefined }, code: 2, says: /DATABASE_URL is not set/ },
  ])('$name: 2 before anything is changed, and no value is shown', async ({ changed, code, says }) => {
    const { vercel, clerk, apply } = await startWorld();
    const run = await apply([], changed);
    expect(run).toMatchObject({ code, stderr: expect.stringMatching(says) });
    expect([...vercel.calls, ...clerk.calls].filter((call) => !call.startsWith('GET '))).toEqual([]);
    for (const value of Object.values(changed))
      if (value) expect(run.stdout + run.stderr).not.toContain(value);
  });

  test('an instance of another domain: 2, before anything is changed', async () => {
    const { vercel, apply } = await startWorld({ domain: 'other.example' });
    const { code, stderr } = await apply();
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/for other\.example, and the plan is for acme\.example/),
    });
    expect(vercel.content.projects).toEqual([]);
  });

  test('Clerk slow to answer: tried again', async () => {
    const { apply } = await startWorld({
      clerkFaults: [{ method: 'GET', path: '/v1/domains', status: 500, times: 2 }],
    });
    expect((await apply()).code).toBe(0);
  });

  test('without the secret of the webhook and keys of previews they are on the list, with what to do', async () => {
    const { apply } = await startWorld();
    const { stdout } = await apply([], {
      CLERK_WEBHOOK_SIGNING_SECRET: undefined,
      PREVIEW_CLERK_SECRET_KEY: undefined,
    });
    expect(stdout).toContain('Endpoint https://portal.acme.example/api/webhooks/clerk');
    expect(stdout).toContain('run this command again with CLERK_WEBHOOK_SIGNING_SECRET');
    expect(stdout).toContain('PREVIEW_CLERK_SECRET_KEY=sk_test_');
  });
});
