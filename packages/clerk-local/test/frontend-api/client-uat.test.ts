import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ACCOUNT_ORIGIN, SEED_PASSWORD, TestBrowser } from 'clerk-local/testing';
import { decodeJwt } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import type { LocalClerkOptions } from '../../src/index.ts';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';
import { editRows } from '../fixtures/state-folder.ts';

const SIGN_IN_MS = 1_800_000_000_000;
const SECOND_SESSION = 'sess_second';

const touchAnswer = z.object({
  response: z.object({ last_active_organization_id: z.string().nullable() }),
  client: z.object({ last_active_session_id: z.string() }),
});

/** A browser with two sessions, as in an instance that allows several, an hour after the sign-in. */
async function browserWithTwoSessions(options: Partial<LocalClerkOptions> = {}) {
  const stateDir = await mkdtemp(path.join(tmpdir(), 'clerk-local-'));
  onTestFinished(() => rm(stateDir, { recursive: true }));
  const before = await startTestClerk({ stateDir, nowMs: () => SIGN_IN_MS });
  const browser = new TestBrowser(before);
  const { body } = await browser.submitPassword('ada@acme.test', SEED_PASSWORD);
  await before.close();
  await editRows(stateDir, ({ sessions = [] }) => {
    const second = sessions.map((row) => ({ ...row, id: SECOND_SESSION, userId: 'user_grace' }));
    sessions.push(...second);
  });
  const clock = { nowMs: SIGN_IN_MS + 3_600_000 };
  const clerk = await startTestClerk({ stateDir, nowMs: () => clock.nowMs, ...options });
  const names = ['__client', '__client_uat', '__client_uat_XLTBQmIK'];
  const cookie = names.map((name) => `${name}=${browser.cookies.get(name)}`).join('; ');
  const firstSession: string = body.response.created_session_id;
  const touch = async (session: string, fields: Record<string, string>) => {
    const headers = { origin: ACCOUNT_ORIGIN, cookie };
    const init = { method: 'POST', headers, body: new URLSearchParams(fields) };
    const answer = await fetch(`${clerk.url}/v1/client/sessions/${session}/touch`, init);
    return { setCookie: answer.headers.getSetCookie(), body: touchAnswer.parse(await answer.json()) };
  };
  const end = async (session: string) => {
    const init = { method: 'POST', headers: { origin: ACCOUNT_ORIGIN, cookie } };
    const answer = await fetch(`${clerk.url}/v1/client/sessions/${session}/end`, init);
    return { setCookie: answer.headers.getSetCookie(), text: await answer.text() };
  };
  return { touch, end, firstSession, clock };
}

test('another active session: the client says so, __client_uat stays', async () => {
  const { touch, firstSession } = await browserWithTwoSessions();
  for (const session of [SECOND_SESSION, firstSession]) {
    const { setCookie, body } = await touch(session, { intent: 'select_session' });
    expect(body.client.last_active_session_id).toBe(session);
    expect(setCookie).toEqual([]);
  }
});

test.each([{ active_organization_id: '' }, { active_organization_id: 'acme' }])(
  'another active organization (%j): __client_uat stays',
  async (fields) => {
    const { touch, firstSession } = await browserWithTwoSessions();
    const { setCookie, body } = await touch(firstSession, { intent: 'select_org', ...fields });
    expect(body.response.last_active_organization_id).toBe(fields.active_organization_id ? 'org_acme' : null);
    expect(setCookie).toEqual([]);
  },
);

test('signing out of one of two sessions moves __client_uat on', async () => {
  const { end } = await browserWithTwoSessions();
  const uat = (SIGN_IN_MS + 3_600_000) / 1000;
  const attributes = 'Max-Age=31536000; Domain=acme.localhost; Path=/; SameSite=Lax';
  expect((await end(SECOND_SESSION)).setCookie).toEqual([
    `__client_uat=${uat}; ${attributes}`,
    `__client_uat_XLTBQmIK=${uat}; ${attributes}`,
  ]);
});

test('a cached token that is older than __client_uat is not handed out any more', async () => {
  const { touch, end, firstSession, clock } = await browserWithTwoSessions({ lastActiveToken: 'cached' });
  await touch(firstSession, {});
  clock.nowMs += 10_000;
  const { text } = await end(SECOND_SESSION);
  const issuedAt = [...text.matchAll(/"jwt":"([^"]+)"/g)].map(([, jwt]) => decodeJwt(jwt ?? '').iat);
  expect(issuedAt).toEqual([clock.nowMs / 1000]);
});
