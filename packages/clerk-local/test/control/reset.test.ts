import { SEED_PASSWORD, TestBrowser } from 'clerk-local/testing';
import { expect, test } from 'vitest';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';

test('another process puts everything back to the seed', async () => {
  const clerk = await startTestClerk();
  const browser = new TestBrowser(clerk);
  await browser.signInWithPassword('ada@acme.test', SEED_PASSWORD);
  clerk.faults.set({ answer: 500 });
  clerk.advanceTime(1000);
  const answer = await fetch(`${clerk.url}/__local/reset`, { method: 'POST' });
  expect([answer.status, await answer.json()]).toEqual([200, { reset: true }]);
  expect(clerk.faults.read()).toEqual({ latencyMs: 0, answer: 'normal' });
  expect(clerk.clock.read()).toEqual({ offsetMs: 0 });
  await expect(browser.mintToken()).rejects.toMatchObject({ code: 'frontend_api_refused' });
});

test('a page resets nothing', async () => {
  const clerk = await startTestClerk();
  const browser = new TestBrowser(clerk);
  await browser.signInAs('user_ada');
  const headers = { origin: 'http://account.acme.localhost:3000' };
  const answer = await fetch(`${clerk.url}/__local/reset`, { method: 'POST', headers });
  expect(answer.status).toBe(403);
  expect(await browser.mintToken()).toMatch(/^ey/);
});
