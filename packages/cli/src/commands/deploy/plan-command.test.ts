import { plannedVercelJson, planOfThisRepository, readVercel } from '@repo/deploy';
import { type FakeProject, startVercelApi } from '@repo/deploy/fixtures/vercel-api';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runHere, runProcess } from '../../../test/run-sso.fixture.ts';

const plan = planOfThisRepository();
const SECRET = 'sk_live_neverShown';

/** Every project exactly as planned. */
function asPlanned(): FakeProject[] {
  return plan.projects.map(({ name, rootDirectory, domains, variables }) => ({
    id: `prj_${name}`,
    name,
    rootDirectory,
    domains: domains.map((host) => ({ name: host, verified: true })),
    env: variables
      .filter(({ need }) => need === 'required')
      .map(({ name: key, from }) => ({
        key,
        value: SECRET,
        target: Object.entries(from).flatMap(([target, source]) => (source === null ? [] : [target])),
      })),
  }));
}

async function check(projects: readonly FakeProject[], apps: string, token = 'goodtoken') {
  const api = await startVercelApi(projects);
  onTestFinished(api.close);
  const args = ['deploy', 'plan', '--check', '--json', '--app', apps];
  return runHere(args, { VERCEL_TOKEN: token, SSO_VERCEL_API: api.url });
}

describe('sso deploy plan --check', () => {
  test('everything as planned: 0, and it says what it did not look at', async () => {
    const { code, stdout, stderr } = await check(asPlanned(), 'portal');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, differences: [], notChecked: expect.any(Array) });
  });

  test('each kind of difference is found: 1, and no value of a variable is printed', async () => {
    const [account, platform, ...others] = asPlanned();
    if (!account || !platform) throw new Error('The registry has fewer than two apps.');
    const { code, stdout, stderr } = await check(
      [
        {
          ...account,
          rootDirectory: '.',
          nodeVersion: '20.x',
          env: [...account.env, { key: 'SSO_LOCAL_CLERK', value: '1', target: ['preview'] }],
        },
        {
          ...platform,
          domains: [{ name: 'platform.acme.example', verified: false }],
          env: platform.env.slice(1),
        },
        ...others.slice(1),
      ],
      'account,platform,portal',
    );
    expect(code).toBe(1);
    const { differences }: { differences: { project: string; what: string }[] } = JSON.parse(stdout);
    expect(differences.map(({ project, what }) => `${project}: ${what}`).sort()).toEqual([
      'acme-account: Node.js',
      'acme-account: SSO_LOCAL_CLERK (preview)',
      'acme-account: root directory',
      'acme-platform: NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY (preview)',
      'acme-platform: NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY (production)',
      'acme-platform: domain platform.acme.example',
      'acme-portal: project',
    ]);
    expect(stdout + stderr).not.toContain(SECRET);
  });

  test('a token that Vercel refuses: 2, without the token in what is said', async () => {
    const { code, stdout, stderr } = await check(asPlanned(), 'portal', 'badtoken123');
    expect(code).toBe(2);
    expect(stderr).toContain('Is VERCEL_TOKEN valid');
    expect(stdout + stderr).not.toContain('badtoken123');
  });

  test('without a token: 2, and it names what was not compared', async () => {
    const { code, stderr } = await runProcess(['deploy', 'plan', '--check'], { VERCEL_TOKEN: undefined });
    expect(code).toBe(2);
    expect(stderr).toMatch(/nothing was compared.*acme-account.*acme-handbook/);
  });

  test('link needs every related project to exist: 2, and nothing is written', async () => {
    const api = await startVercelApi(asPlanned().slice(1));
    onTestFinished(api.close);
    const env = { VERCEL_TOKEN: 'goodtoken', SSO_VERCEL_API: api.url };
    const { code, stdout, stderr } = await runHere(['deploy', 'link'], env);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Vercel has no project acme-account.');
  });

  test('link’s ids are those of exactly these names, of the three each app needs most', async () => {
    const twin = { ...asPlanned()[0], id: 'prj_twin', name: 'acme-account-old' } as FakeProject;
    const api = await startVercelApi([twin, ...asPlanned()]);
    onTestFinished(api.close);
    const { projects } = await readVercel(plan, { token: 'goodtoken', apiUrl: api.url });
    expect(['acme-account', 'acme-docs'].map((name) => projects.get(name)?.id)).toEqual([
      'prj_acme-account',
      'prj_acme-docs',
    ]);
    const [docs] = plan.projects.filter(({ app }) => app === 'docs');
    expect(docs && plannedVercelJson(plan, docs, ['prj_acme-account'])).toMatchObject({
      framework: 'nextjs',
      relatedProjects: ['prj_acme-account'],
    });
  });
});
