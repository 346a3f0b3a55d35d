import { openRepository } from '@repo/next-repository';
import { describe, expect, test } from 'vitest';
import type { LiveCheck } from '../check.ts';
import { frontendApiOf } from '../clerk/keys.ts';
import { createEnvironment } from '../environment.ts';
import { LIVE_CASES, type LiveCase, type SiteFacts } from '../fixtures/live.fixture.ts';
import { writeRepository } from '../fixtures/write-repository.fixture.ts';
import type { Live } from '../live/live.ts';
import type { Site } from '../live/site.ts';
import { runChecks } from '../run-checks.ts';
import { CHECKS } from './index.ts';

const LIVE = CHECKS.filter((check): check is LiveCheck => check.kind === 'live');

test('there are fixtures for exactly the live checks there are', () => {
  expect(Object.keys(LIVE_CASES).toSorted()).toEqual(LIVE.map(({ id }) => id).toSorted());
});

describe.each(LIVE.map((check) => ({ check, id: check.id })))('$id', ({ check, id }) => {
  const { faulty = [], clean = [] } = LIVE_CASES[id] ?? {};

  test.each(faulty)('finds: $name', async ({ finds, ...facts }) => {
    expect(await examine(check, facts)).toEqual(finds);
  });

  test.each(clean)('is silent: $name', async (facts) => {
    expect(await examine(check, facts)).toEqual([]);
  });
});

test('without an address live checks do not run', async () => {
  const environment = createEnvironment(openRepository(writeRepository({ files: {} })), {});
  expect(await runChecks(LIVE, environment)).toEqual([]);
});

async function examine(check: LiveCheck, facts: LiveCase): Promise<readonly string[]> {
  const live = toLive(facts);
  const [outcome] = await runChecks([check], live.environment, live);
  return outcome?.findings.map(({ saw }) => saw) ?? [];
}

function toLive({
  sites: [first, ...others],
  files = {},
  cookies = [],
  names = {},
  clerkAheadMs,
  backend = {},
}: LiveCase): Live {
  return {
    environment: createEnvironment(openRepository(writeRepository({ files })), {}),
    sites: [toSite(first), ...others.map(toSite)],
    cookies,
    clockOf: async () => clerkAheadMs,
    lookUp: async (host) => names[host] ?? 'unknown',
    askBackend: async (path) => backend[path],
  };
}

function toSite({ url, key, headers = {}, setCookies = [], clockAheadMs }: SiteFacts): Site {
  const host = key === undefined ? undefined : frontendApiOf(key);
  return {
    url: new URL(url),
    answers: [{ status: 200, headers, setCookies, body: '' }],
    publishableKey: key,
    frontendApi: host === undefined ? undefined : new URL(`https://${host}`),
    clockAheadMs,
  };
}
