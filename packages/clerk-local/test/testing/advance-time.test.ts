import { verifyToken } from '@clerk/backend';
import { TestBrowser } from 'clerk-local/testing';
import { expect, test } from 'vitest';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';

const MINUTE_MS = 60_000;
const YEAR_MS = 365 * 24 * 60 * MINUTE_MS;

test('moves add up, and a reset ends them', async () => {
  const clerk = await startTestClerk();
  clerk.advanceTime(MINUTE_MS);
  clerk.advanceTime(MINUTE_MS);
  expect(clerk.clock.read()).toEqual({ offsetMs: 2 * MINUTE_MS });
  clerk.advanceTime(-3 * MINUTE_MS);
  expect(clerk.clock.read()).toEqual({ offsetMs: -MINUTE_MS });
  await clerk.reset();
  expect(clerk.clock.read()).toEqual({ offsetMs: 0 });
});

test('a session ends when the time of the Clerk passes its end', async () => {
  const clerk = await startTestClerk();
  const browser = new TestBrowser(clerk);
  await browser.signInAs('user_ada');
  clerk.advanceTime(YEAR_MS);
  await expect(browser.mintToken()).rejects.toMatchObject({ code: 'frontend_api_refused' });
});

test('a token that was minted two minutes ago has expired for an app', async () => {
  const clerk = await startTestClerk();
  clerk.advanceTime(-2 * MINUTE_MS);
  const browser = new TestBrowser(clerk);
  await browser.signInAs('user_ada');
  const token = await browser.mintToken();
  clerk.advanceTime(2 * MINUTE_MS);
  const { jwtKey } = clerk;
  await expect(verifyToken(token, { jwtKey })).rejects.toMatchObject({ reason: 'token-expired' });
  expect(await verifyToken(await browser.mintToken(), { jwtKey })).toMatchObject({ sub: 'user_ada' });
});

test.each([0.5, 11 * YEAR_MS, Number.NaN])('a move by %d ms is refused, and nothing moves', async (ms) => {
  const clerk = await startTestClerk();
  expect(() => clerk.advanceTime(ms)).toThrow(expect.objectContaining({ code: 'clock_invalid' }));
  expect(clerk.clock.read()).toEqual({ offsetMs: 0 });
});
