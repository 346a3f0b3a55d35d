import type { AppName } from '@repo/sso';
import { readBuiltRoutes } from '../../fixtures/built-routes.ts';
import { IS_FULL_RUN } from '../../fixtures/full-run.ts';
import { signInOverHttp } from '../../fixtures/http-session.ts';
import { expect, test } from '../../fixtures/http-test.ts';
import {
  leakedWords,
  PROTECTED_APPS,
  type ProtectedApp,
  pageSecret,
} from '../../fixtures/protected-pages.ts';
import { NAVIGATION, rawRequest } from '../../fixtures/raw-request.ts';
import { startUnproxiedApp } from '../../fixtures/servers/unproxied-app.ts';
import { createUser } from '../../fixtures/users.ts';

/** By default the app with every kind of route. The guards of the others are the same functions. */
const TRIED: readonly ProtectedApp[] = IS_FULL_RUN ? PROTECTED_APPS : ['platform'];

/**
 * The proxy is a convenience; the guard is in the page. Every route of every app that protects something, with the proxy
 * removed from its build: nothing protected is readable, neither by an anonymous request nor with an unverified session.
 */
for (const app of TRIED) {
  test(`without its proxy ${app} shows nothing protected to anybody`, async () => {
    const session = await signInOverHttp(await createUser({ organization: 'acme' }));
    const { port, close } = await startUnproxiedApp(app);
    try {
      for (const { path } of readBuiltRoutes(app)) {
        const requests = [NAVIGATION, { rsc: '1' }, { 'next-action': 'x'.repeat(42) }].flatMap((headers) =>
          ['GET', 'POST'].map((method) => ({ method, path, headers })),
        );
        const leaks = await Promise.all(
          requests.map(async (request) => {
            const { body } = await rawRequest(app, { ...request, port });
            return { request, leaked: leakedWords(app, body) };
          }),
        );
        expect(leaks.filter(({ leaked }) => leaked !== null)).toEqual([]);
        // API routes check their caller themselves; with a session they answer, with or without the proxy.
        if (path.startsWith('/api/')) continue;
        for (const tokenOf of new Set<AppName>([app, 'account'])) {
          const cookie = await session.cookieFor(tokenOf);
          const asUser = await rawRequest(app, { path, port, headers: { ...NAVIGATION, cookie } });
          const what = `${path} with a token of ${tokenOf}`;
          expect([what, leakedWords(app, asUser.body)]).toEqual([what, null]);
          if (pageSecret(app, path).kind === 'mark') expect([what, asUser.status]).not.toEqual([what, 200]);
        }
      }
    } finally {
      await close();
    }
  });
}
