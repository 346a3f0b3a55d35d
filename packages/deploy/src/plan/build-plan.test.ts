import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WebhookEventType } from '@clerk/backend/webhooks';
import { listFiles } from '@repo/next-repository';
import { type AppName, sso } from '@repo/sso';
import { ROOT } from '@repo/stack/repository';
import pc from 'picocolors';
import { describe, expect, test } from 'vitest';
import { parseDomain, parsePreviewSuffix } from '../options.ts';
import { renderPlan } from '../render-plan.ts';
import { plannedVercelJson } from '../vercel/vercel-files.ts';
import { buildPlan } from './build-plan.ts';
import { MIRRORED_EVENTS } from './clerk-settings.ts';
import { deployPlanSchema } from './deploy-plan.ts';
import { planOfThisRepository } from './this-plan.ts';
import { API_VARIABLES, NOT_TO_SET } from './variables.ts';

const plan = planOfThisRepository();
const VARIABLE = /\benv\.([A-Z][A-Z0-9_]*[A-Z0-9])\b/g;

/** Names that code reads: `env.NAME`, `process.env.NAME`, `const { NAME } = process.env`. */
function namesRead(code: string): string[] {
  const taken = [...code.matchAll(/\{([^{}]*)\}\s*=\s*process\.env\b/g)].flatMap(([, names = '']) =>
    [...names.matchAll(/([A-Z][A-Z0-9_]+)/g)].map(([name]) => name),
  );
  return [...code.matchAll(VARIABLE)].flatMap(([, name]) => name ?? []).concat(taken);
}

function sourcesOf(folder: string): string[] {
  return listFiles(join(ROOT, folder))
    .files.filter(
      (file) => /\.(ts|tsx|mjs)$/.test(file) && !/\.test\.|\.fixture\.|(^|\/)test\/|serve\.mjs/.test(file),
    )
    .map((file) => readFileSync(join(ROOT, folder, file), 'utf8'));
}

describe('the plan', () => {
  test('has the shape that --json promises, also with another domain and a preview suffix', () => {
    const other = planOfThisRepository({ rootDomain: 'acme.com', previewSuffix: 'preview.acme.dev' });
    expect(deployPlanSchema.parse(plan)).toEqual(plan);
    expect(deployPlanSchema.parse(JSON.parse(JSON.stringify(other)))).toEqual(other);
    expect(JSON.stringify(other)).not.toContain('acme.example');
  });

  test('every variable that the apps and their packages read is planned, or listed as set by something else', () => {
    const read = ['packages/auth/src', 'packages/directory/src', 'packages/ui', 'apps']
      .flatMap(sourcesOf)
      .flatMap(namesRead);
    const planned = plan.projects.flatMap(({ variables }) => variables.map(({ name }) => name));
    const known = new Set([...planned, ...Object.keys(NOT_TO_SET)]);
    expect(read.length).toBeGreaterThan(20);
    expect([...new Set(read)].filter((name) => !known.has(name))).toEqual([]);
  });

  test('every planned variable is one that the code reads', () => {
    const read = new Set(
      ['packages/auth/src', 'packages/directory/src'].flatMap(sourcesOf).flatMap(namesRead),
    );
    const planned = plan.projects.flatMap(({ variables }) => variables.map(({ name }) => name));
    expect(planned.filter((name) => !read.has(name))).toEqual([]);
  });

  test('the worker’s variables are those of BearerVariables, without the local one', () => {
    const source = readFileSync(join(ROOT, 'packages/auth/src/routes/bearer-policy.ts'), 'utf8');
    const declared = [...source.matchAll(/readonly ([A-Z_]+)\?: string;/g)].map(([, name]) => name);
    expect(API_VARIABLES.map(({ name }) => name).sort()).toEqual(
      declared.filter((name) => name !== 'SSO_LOCAL_PORT').sort(),
    );
  });

  test.each(plan.projects.map((project) => ({ app: project.app, project })))(
    'apps/$app/vercel.json is as planned',
    ({ app, project }) => {
      const file: unknown = JSON.parse(readFileSync(join(ROOT, `apps/${app}/vercel.json`), 'utf8'));
      expect(file).toEqual(plannedVercelJson(plan, project));
    },
  );

  test('only apps with the webhook route get its secret, and only apps with rows the database', () => {
    const having = (wanted: string) =>
      plan.projects
        .filter(({ variables }) => variables.some(({ name }) => name === wanted))
        .map(({ app }) => app);
    expect(having('CLERK_WEBHOOK_SIGNING_SECRET')).toEqual(['portal']);
    expect(having('DATABASE_URL')).toEqual(['platform', 'portal']);
  });

  test('no secret is a public variable, and no secret has a value', () => {
    const variables = plan.projects.flatMap((project) => project.variables);
    expect(variables.filter(({ name, isSecret }) => isSecret && name.startsWith('NEXT_PUBLIC_'))).toEqual([]);
  });

  test('each app’s previews know the primary app, then its callers; three at most', () => {
    const related = Object.fromEntries(
      plan.projects.map(({ app, relatedProjects }) => [app, relatedProjects]),
    );
    expect(related.platform?.slice(0, 2)).toEqual(['acme-account', 'acme-academy']);
    expect(Object.values(related).every((names) => names.length <= 3)).toBe(true);
    expect(
      plan.projects.filter(
        ({ app, name, relatedProjects }) =>
          app !== 'account' && (relatedProjects[0] !== 'acme-account' || relatedProjects.includes(name)),
      ),
    ).toEqual([]);
  });

  test('previews of the primary app are never skipped; of the others when nothing changed', () => {
    const commands = Object.fromEntries(plan.projects.map(({ app, ignoreCommand }) => [app, ignoreCommand]));
    expect(commands.account).toMatch(/^\[ "\$VERCEL_ENV" != preview \] && npx -y turbo-ignore@/);
    expect(commands.docs).toMatch(/^npx -y turbo-ignore@/);
  });

  test('webhooks: what the mirror knows, at the app that has the route', () => {
    const webhooks = plan.clerk.filter(({ page }) => page === 'Webhooks');
    expect(webhooks.map(({ setting }) => setting)).toEqual([
      'Endpoint https://portal.acme.example/api/webhooks/clerk',
    ]);
  });

  test('those are all events of the subjects that the mirror takes in, and no others', () => {
    type Mirrored = Extract<
      WebhookEventType,
      `${'user' | 'organization' | 'organizationMembership' | 'session'}.${string}`
    >;
    // Does not compile when the SDK knows one more.
    const missing: Exclude<Mirrored, (typeof MIRRORED_EVENTS)[number]>[] = [];
    const none: never[] = missing;
    expect(none).toEqual([]);
    const source = readFileSync(join(ROOT, 'packages/directory/src/events/read-change.ts'), 'utf8');
    const table = /const SUBJECTS = \{([^}]*)\}/.exec(source)?.[1] ?? '';
    const subjects = [...table.matchAll(/^\s*(\w+):/gm)].map(([, subject]) => subject);
    expect([...new Set(MIRRORED_EVENTS.map((type) => type.split('.')[0]))].sort()).toEqual(subjects.sort());
  });

  test('a subdomain of its own goes everywhere the name would', () => {
    const renamed = buildPlan<AppName | 'api'>({
      config: { ...sso, apps: { ...sso.apps, account: { ...sso.apps.account, subdomain: 'id' } } },
      webhookApps: [],
      dataApps: [],
    });
    const text = JSON.stringify(renamed);
    expect(text).toContain('https://id.acme.example/sign-in');
    expect(text).not.toContain('account.acme.example');
  });
});

describe('previews', () => {
  test('vercel.app shares no session, and the plan says what to do instead', () => {
    expect(plan.preview).toMatchObject({ suffix: 'vercel.app', isSessionShared: false });
    expect(plan.preview.notes.join(' ')).toMatch(/public suffix.*--preview-suffix/);
  });

  test('a suffix on a domain of your own does', () => {
    const { preview, dns } = planOfThisRepository({ previewSuffix: 'preview.acme.dev' });
    expect(preview).toMatchObject({
      isSessionShared: true,
      example: 'https://acme-account-git-topic-<team>.preview.acme.dev',
    });
    expect(dns.filter(({ type }) => type === 'NS').map(({ name }) => name)).toEqual(['acme.dev', 'acme.dev']);
  });

  test('a suffix under the production domain is warned about', () => {
    const { preview } = planOfThisRepository({ previewSuffix: 'preview.acme.example' });
    expect(preview.notes.at(-1)).toContain('share cookies with production');
  });
});

test('the text for people holds every host, every variable, every record and every setting', () => {
  const text = renderPlan(plan, pc.createColors(false));
  const expected = [
    ...plan.projects.flatMap(({ name, domains, variables }) => [
      name,
      ...domains,
      ...variables.map((each) => each.name),
    ]),
    ...plan.dns.map(({ name }) => name),
    ...plan.clerk.map(({ setting }) => setting),
    ...plan.preview.notes,
  ];
  expect(expected.filter((part) => !text.includes(part))).toEqual([]);
});

test.each(['https://acme.com', 'www.acme.com', 'vercel.app', '10.0.0.1', '', 'acme'])(
  '--domain %s is refused',
  (domain) => {
    expect(() => parseDomain(domain)).toThrow(
      expect.objectContaining({ code: 'invalid_usage', exitCode: 2 }),
    );
  },
);

test.each(['https://preview.acme.dev', 'co.uk', '', 'acme.dev/', '*.acme.dev'])(
  '--preview-suffix %s is refused',
  (suffix) => {
    expect(() => parsePreviewSuffix(suffix)).toThrow(
      expect.objectContaining({ code: 'invalid_usage', exitCode: 2 }),
    );
  },
);

test('.env.example names every variable that can be set, and no value', () => {
  const lines = readFileSync(join(ROOT, '.env.example'), 'utf8').split('\n');
  const settings = lines.filter((line) => line !== '' && !line.startsWith('#'));
  const wanted = plan.projects.flatMap(({ variables }) =>
    variables.filter(({ need }) => need !== 'never').map(({ name }) => `${name}=`),
  );
  expect(settings.sort()).toEqual([...new Set(wanted)].sort());
});

test('docs/deploying.md lists the DNS records of the plan', () => {
  const steps = readFileSync(join(ROOT, 'docs/deploying.md'), 'utf8');
  const labels = plan.dns.map(({ name }) => `\`${name.slice(0, -plan.rootDomain.length - 1)}\``);
  expect(labels.filter((label) => !steps.includes(label))).toEqual([]);
});
