import { expect, onTestFinished, test } from 'vitest';
import { startClerkApi } from '../clerk/clerk-api.fixture.ts';
import { planOfThisRepository } from '../plan/this-plan.ts';
import type { VercelJson } from '../plan/vercel-json.ts';
import { startVercelApi } from '../vercel/vercel-api.fixture.ts';
import { parseAnswers } from './answers.ts';
import { carryOut, prepareApply } from './apply.ts';

const plan = planOfThisRepository();

test('previews find each other: the ids of projects made in this run are written for every app', async () => {
  const answers = parseAnswers({
    VERCEL_TOKEN: 'goodtoken',
    CLERK_SECRET_KEY: 'sk_live_1',
    DATABASE_URL: 'postgres://acme@db.acme.example/acme',
  });
  const [vercel, clerk] = await Promise.all([
    startVercelApi(),
    startClerkApi([
      {
        secretKey: answers.clerkSecretKey,
        kind: 'production',
        domain: plan.rootDomain,
        frontendApi: `clerk.${plan.rootDomain}`,
        allowedOrigins: [],
        redirectUrls: [],
        hasOrganizations: null,
      },
    ]),
  ]);
  onTestFinished(vercel.close);
  onTestFinished(clerk.close);
  const written = new Map<string, VercelJson>();
  const preparation = await prepareApply({
    plan,
    answers,
    vercel: { token: answers.vercelToken, scope: 'acme', apiUrl: vercel.url },
    clerk: { secretKey: answers.clerkSecretKey, apiUrl: clerk.url },
    previewClerk: undefined,
    repository: null,
    isShared: true,
    replaced: new Set(),
    write: (app, content) => written.set(app, content).size > 0,
  });
  const { faults } = await carryOut(preparation, preparation.steps, () => {});
  expect(faults).toEqual([]);
  expect([...written].map(([app, { relatedProjects }]) => [app, relatedProjects])).toEqual(
    plan.projects.map(({ app, relatedProjects }) => [app, relatedProjects.map((name) => `prj_${name}`)]),
  );
});
