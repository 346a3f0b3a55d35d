import { createPerson } from '../fixtures/people.ts';
import { leakedWords, PROTECTED_APPS, pageSecret } from '../fixtures/protected-pages.ts';
import { cookieHeader, NAVIGATION, rawRequest } from '../fixtures/raw-request.ts';
import { readBuiltRoutes } from '../fixtures/routes.ts';
import { signInByTicket } from '../fixtures/sign-in.ts';
import { expect, test } from '../fixtures/test.ts';
import { startUnproxiedApp } from '../fixtures/unproxied-app.ts';

/**
 * A proxy is a convenience, the guard is in the page: every route of every app that protects something, with the proxy taken
 * out of its build. Nothing protected may be readable, by a stranger or with a session nobody has checked.
 */
for (const app of PROTECTED_APPS) {
  test(`without its proxy ${app} shows nothing protected to anybody`, async ({ page, context }) => {
    await signInByTicket(page, await createPerson({ organization: 'acme' }));
    const cookie = await cookieHeader(context, 'account');
    const { port, close } = await startUnproxiedApp(app);
    try {
      for (const { path } of readBuiltRoutes(app)) {
        for (const headers of [NAVIGATION, { rsc: '1' }, { 'next-action': 'x'.repeat(42) }]) {
          for (const method of ['GET', 'POST']) {
            const answer = await rawRequest(app, { path, port, method, headers });
            const request = `${method} ${path} ${JSON.stringify(headers)}`;
            expect([request, leakedWords(app, answer.body)]).toEqual([request, null]);
          }
        }
        // API routes check their caller themselves; with a session they answer, proxy or not.
        if (path.startsWith('/api/')) continue;
        const asPerson = await rawRequest(app, { path, port, headers: { ...NAVIGATION, cookie } });
        expect([path, leakedWords(app, asPerson.body)]).toEqual([path, null]);
        if (pageSecret(app, path).kind === 'mark') expect([path, asPerson.status]).not.toEqual([path, 200]);
      }
    } finally {
      await close();
    }
  });
}
