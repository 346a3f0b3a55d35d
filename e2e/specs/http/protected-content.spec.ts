import { backend } from '../../fixtures/backend-api.ts';
import { readBuiltRoutes } from '../../fixtures/built-routes.ts';
import { signInOverHttp } from '../../fixtures/http-session.ts';
import { expect, test } from '../../fixtures/http-test.ts';
import { PROTECTED_APPS, pageSecret } from '../../fixtures/protected-pages.ts';
import { NAVIGATION, rawRequest } from '../../fixtures/raw-request.ts';
import { createUser } from '../../fixtures/users.ts';

/**
 * `bypass.spec.ts` and `without-proxy.spec.ts` look for the marks of protected pages and must not find them. They prove
 * something only if the marks are on those pages for users who may see them.
 */

for (const app of PROTECTED_APPS) {
  test(`each protected page of ${app} shows its mark to a user who may see it`, async () => {
    const { id: organizationId } = await backend().organizations.getOrganization({ slug: 'acme' });
    const inAcme = await signInOverHttp(await createUser({ organization: 'acme' }), { organizationId });
    const inNone = await signInOverHttp(await createUser());
    for (const { path } of readBuiltRoutes(app)) {
      const secret = pageSecret(app, path);
      if (secret.kind !== 'mark' || secret.needs !== undefined) continue;
      // The address of this page names no organization, and session sync would follow it.
      const session = path === '/personal' ? inNone : inAcme;
      const headers = { ...NAVIGATION, cookie: await session.cookieFor(app) };
      const answer = await rawRequest(app, { path, headers });
      expect([app, path, answer.status, answer.body.includes(secret.words)]).toEqual([app, path, 200, true]);
    }
  });
}
