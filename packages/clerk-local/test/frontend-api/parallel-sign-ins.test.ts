import { type FrontendApiResponse, SEED_PASSWORD, TestBrowser } from 'clerk-local/testing';
import { expect, test } from 'vitest';
import { captureCodes } from '../fixtures/capture-codes.ts';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';

const SIGN_INS = '/v1/client/sign_ins';
const PASSWORD = { strategy: 'password', password: SEED_PASSWORD };
const ADA = { identifier: 'ada@acme.test', ...PASSWORD };

/** A browser with a client: all its calls belong to it. */
async function startKnownBrowser() {
  const clerk = await startTestClerk();
  const browser = new TestBrowser(clerk);
  await browser.post(SIGN_INS);
  return { clerk, browser };
}

/** Sends calls over open connections, so that they arrive together. */
async function atOnce(
  count: number,
  { url }: { url: string },
  work: (index: number) => Promise<FrontendApiResponse>,
): Promise<FrontendApiResponse[]> {
  const each = Array.from({ length: count }, (_, index) => index);
  const opened = await Promise.all(each.map(() => fetch(`${url}/v1/environment`)));
  await Promise.all(opened.map((answer) => answer.text()));
  return Promise.all(each.map(work));
}

const outcomeOf = ({ body }: FrontendApiResponse): string => body.response?.status ?? body.errors[0].code;

/** Codes of calls that lose the race: too late, replaced, or with the cookie from before. */
const TOO_LATE = [
  'session_exists',
  'verification_already_verified',
  'resource_not_found',
  'authentication_invalid',
];

/** @returns outcomes that are neither `complete` nor one of `TOO_LATE`. */
function unexpected(answers: readonly FrontendApiResponse[]): string[] {
  return answers.map(outcomeOf).filter((outcome) => outcome !== 'complete' && !TOO_LATE.includes(outcome));
}

const completed = (answers: readonly FrontendApiResponse[]) =>
  answers.filter((answer) => outcomeOf(answer) === 'complete').length;

const failed = (answers: readonly FrontendApiResponse[]) => answers.filter(({ status }) => status >= 500);

async function liveSessions(browser: TestBrowser): Promise<number> {
  return (await browser.get('/v1/client')).body.response.sessions.length;
}

test('twenty sign-ins of one browser at once: it is signed in, once, and none fails', async () => {
  const { clerk, browser } = await startKnownBrowser();
  const answers = await atOnce(20, clerk, () => browser.post(SIGN_INS, ADA));
  expect(unexpected(answers)).toEqual([]);
  expect(completed(answers)).toBeGreaterThan(0);
  expect(await liveSessions(browser)).toBe(1);
});

test('twenty browsers at once are all signed in', async () => {
  const clerk = await startTestClerk();
  const answers = await atOnce(20, clerk, () => new TestBrowser(clerk).post(SIGN_INS, ADA));
  expect(completed(answers)).toBe(20);
});

test('twenty attempts of one browser, begun and finished at once: it is signed in, and none fails', async () => {
  const { clerk, browser } = await startKnownBrowser();
  const answers = await atOnce(20, clerk, async () => {
    const begun = await browser.post(SIGN_INS, { identifier: 'ada@acme.test' });
    if (begun.status !== 200) return begun;
    return browser.post(`${SIGN_INS}/${begun.body.response.id}/attempt_first_factor`, PASSWORD);
  });
  expect(unexpected(answers)).toEqual([]);
  expect(completed(answers)).toBeGreaterThan(0);
});

test('one attempt finished twenty times at once completes once', async () => {
  const { clerk, browser } = await startKnownBrowser();
  const { body } = await browser.post(SIGN_INS, { identifier: 'ada@acme.test' });
  const path = `${SIGN_INS}/${body.response.id}/attempt_first_factor`;
  const answers = await atOnce(20, clerk, () => browser.post(path, PASSWORD));
  expect([unexpected(answers), completed(answers)]).toEqual([[], 1]);
  expect(await liveSessions(browser)).toBe(1);
});

test('other attempts begun while a password is being checked: nothing fails', async () => {
  const { clerk, browser } = await startKnownBrowser();
  const { body } = await browser.post(SIGN_INS, { identifier: 'ada@acme.test' });
  const path = `${SIGN_INS}/${body.response.id}/attempt_first_factor`;
  const answers = await atOnce(6, clerk, (index) =>
    index % 2 === 0 ? browser.post(path, PASSWORD) : browser.post(SIGN_INS, { identifier: 'alan@acme.test' }),
  );
  expect(failed(answers)).toEqual([]);
});

test('a new password set several times at once after "forgot password": one is set, and signs in', async () => {
  const codes = captureCodes();
  const clerk = await startTestClerk({ log: codes.log });
  const browser = new TestBrowser(clerk);
  const strategy = 'reset_password_email_code';
  const { body } = await browser.post(SIGN_INS, { identifier: 'alan@acme.test', strategy });
  const path = `${SIGN_INS}/${body.response.id}`;
  await browser.post(`${path}/attempt_first_factor`, { strategy, code: codes.latest() });
  const answers = await atOnce(6, clerk, (index) =>
    browser.post(`${path}/reset_password`, { password: `a-new-password-${index}` }),
  );
  expect([unexpected(answers), completed(answers)]).toEqual([[], 1]);
  const winner = answers.findIndex(({ status }) => status === 200);
  const again = await new TestBrowser(clerk).submitPassword('alan@acme.test', `a-new-password-${winner}`);
  expect(again.body.response.status).toBe('complete');
});

test('a sign-up that is finished, changed and restarted at once does not fail', async () => {
  const codes = captureCodes();
  const clerk = await startTestClerk({ log: codes.log });
  const browser = new TestBrowser(clerk);
  const fields = { email_address: 'edsger@acme.test', password: SEED_PASSWORD };
  const { body } = await browser.post('/v1/client/sign_ups', fields);
  const path = `/v1/client/sign_ups/${body.response.id}`;
  await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' });
  const code = codes.latest();
  const answers = await atOnce(7, clerk, (index) => {
    if (index === 5) return browser.post(`${path}/attempt_verification`, { strategy: 'email_code', code });
    return index % 2 === 0
      ? browser.post(`${path}?_method=PATCH`, { password: 'another-password-1' })
      : browser.post('/v1/client/sign_ups', { password: 'another-password-2' });
  });
  expect(failed(answers)).toEqual([]);
});

test('a reset while passwords are being checked: nothing fails', async () => {
  const { clerk, browser } = await startKnownBrowser();
  const answers = atOnce(6, clerk, () => browser.post(SIGN_INS, ADA));
  await clerk.reset();
  expect(failed(await answers)).toEqual([]);
});
