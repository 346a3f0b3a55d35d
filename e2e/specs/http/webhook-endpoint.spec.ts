import { expect, test } from '../../fixtures/http-test.ts';
import { rawRequest } from '../../fixtures/raw-request.ts';

/** Portal's webhook endpoint refuses by signature and size; it never redirects to a sign-in page. */

const WEBHOOK = '/api/webhooks/clerk';

const FORGED = {
  'svix-id': 'msg_forged',
  'svix-timestamp': String(Math.floor(Date.now() / 1000)),
  'svix-signature': `v1,${btoa('x'.repeat(32))}`,
  'content-type': 'application/json',
};

for (const { name, headers, body, status } of [
  { name: 'an empty delivery', headers: {}, body: '', status: 400 },
  { name: 'a forged signature', headers: FORGED, body: '{"type":"user.deleted"}', status: 400 },
  { name: 'too large a body', headers: FORGED, body: 'x'.repeat(1_100_000), status: 413 },
]) {
  test(`${name} is answered with ${status}, not with a sign-in page`, async () => {
    const answer = await rawRequest('portal', { path: WEBHOOK, method: 'POST', headers, body });
    expect(answer.status).toBe(status);
    expect(answer.headers['cache-control']).toContain('no-store');
    expect(answer.headers.location).toBeUndefined();
  });
}

test('a GET is answered with 405, not with a sign-in page', async () => {
  expect((await rawRequest('portal', { path: WEBHOOK })).status).toBe(405);
});
