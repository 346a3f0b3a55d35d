// What a team writes: a script with @clerk/backend, on the installed package. Prints what it found as JSON.
import { createClerkClient, verifyToken } from '@clerk/backend';
import { defineSeed } from 'clerk-local';
import { startClerkLocal, TestBrowser } from 'clerk-local/testing';

const ORIGIN = 'http://web.acme.localhost:4000';
const HOUR_MS = 3_600_000;
const USER = { id: 'user_ada', emailAddress: 'ada@acme.test', password: 'correct-horse-battery' };

const clerk = await startClerkLocal({
  port: 0,
  seed: defineSeed({ users: [USER] }),
  allowedOrigins: [ORIGIN],
});
const { jwtKey, publishableKey, secretKey, url: apiUrl } = clerk;
const backend = createClerkClient({ apiUrl, publishableKey, secretKey, telemetry: { disabled: true } });

const signIn = async () => {
  const browser = new TestBrowser(clerk, { origin: ORIGIN });
  await browser.signInWithPassword(USER.emailAddress, USER.password);
  return browser;
};

// A token of an hour ago has expired for a server that has the time of today.
clerk.advanceTime(-HOUR_MS);
const expired = await (await signIn()).mintToken();
clerk.advanceTime(HOUR_MS);
const expiredReason = await verifyToken(expired, { jwtKey, authorizedParties: [ORIGIN] }).then(
  () => 'accepted',
  ({ reason }) => reason,
);

const browser = await signIn();
const { sub, azp } = await verifyToken(await browser.mintToken(), { jwtKey, authorizedParties: [ORIGIN] });
const headers = { cookie: browser.appCookies(await browser.mintToken()), accept: 'text/html' };
const { status } = await backend.authenticateRequest(new Request(`${ORIGIN}/`, { headers }), {
  jwtKey,
  authorizedParties: [ORIGIN],
});

const other = new TestBrowser(clerk, { origin: ORIGIN });
const { body } = await other.post('/v1/client/sign_ins', { identifier: USER.emailAddress });
const email = body.response.supported_first_factors.find(({ strategy }) => strategy === 'email_code');
await other.post(`/v1/client/sign_ins/${body.response.id}/prepare_first_factor`, {
  strategy: 'email_code',
  email_address_id: email.email_address_id,
});
const code = clerk.inbox.latestCode(USER.emailAddress);

clerk.faults.set({ answer: 500, only: 'backend-api' });
const faultStatus = await backend.users.getUserList().then(
  () => 200,
  (error) => error.status,
);
const script = await fetch(`${apiUrl}/npm/@clerk/clerk-js@6/dist/clerk.browser.js`);

await clerk.reset();
const afterReset = await browser.mintToken().then(
  () => 'accepted',
  (error) => error.code,
);
await clerk.close();

const found = { sub, azp, status, expiredReason, hasCode: /^\d{6}$/.test(code), faultStatus, afterReset };
process.stdout.write(JSON.stringify({ ...found, scriptStatus: script.status }));
