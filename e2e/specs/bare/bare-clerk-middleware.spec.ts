import { expect, follow, letHandshakesExpire, signInOn, test } from '../../fixtures/bare-test.ts';

/**
 * The SDK's own clerkMiddleware on sibling subdomains: the behaviour that `@subdomain-sso/auth/proxy` replaces. When one of these tests
 * fails, Clerk has changed, and a part of the proxy may no longer be needed.
 *
 * Topology: a second Clerk with `e2e/bare-app` under five names: account, two without and two with authorizedParties.
 */
const CLERK_CHANGED =
  'Clerk changed what clerkMiddleware does here: see the docs page "Why is azp missing?", and what createAuthProxy still has to do';

// All in one worker, which starts the stack once.
test.describe.configure({ mode: 'default' });

test.describe('Clerk takes azp from the Origin header, which a navigation does not send', () => {
  test('clerkMiddleware(): a first visit takes 2 redirects and signs in with a token without azp', async ({
    page,
    bareStack: stack,
  }) => {
    const userId = await signInOn(stack, page);
    // Another number of redirects: the handshake changed. An azp: handshake tokens can be accepted.
    expect(await follow(page, stack.originOf('bare-a')), CLERK_CHANGED).toEqual({
      redirects: 2,
      server: userId,
      azp: 'none',
      browser: userId,
    });
  });

  test('clerkMiddleware(): every later link from another app takes 2 more, and azp is missing again', {
    tag: '@full',
  }, async ({ page, context, bareStack: stack }) => {
    const userId = await signInOn(stack, page);
    for (const host of ['bare-a', 'bare-b'] as const) await follow(page, stack.originOf(host));
    for (const host of ['bare-a', 'bare-b', 'bare-a'] as const) {
      await letHandshakesExpire(context);
      // 0 redirects: the SDK no longer treats a sibling's Referer as a satellite's, and hiding it is no longer needed.
      expect(await follow(page, stack.originOf(host)), CLERK_CHANGED).toEqual({
        redirects: 2,
        server: userId,
        azp: 'none',
        browser: userId,
      });
    }
  });

  test('with authorizedParties: a first visit takes 6 redirects, and server and browser disagree', async ({
    page,
    bareStack: stack,
  }) => {
    const userId = await signInOn(stack, page);
    // A user id at the server: a token without azp is accepted, or has one now. Session sync may not be needed.
    expect(await follow(page, stack.originOf('parties-a')), CLERK_CHANGED).toEqual({
      redirects: 6,
      server: 'nobody',
      azp: 'none',
      browser: userId,
    });
  });

  test('with authorizedParties: a later link takes 2 redirects although the token is good', {
    tag: '@full',
  }, async ({ page, context, bareStack: stack }) => {
    const userId = await signInOn(stack, page);
    for (const host of ['parties-a', 'parties-b'] as const) {
      await follow(page, stack.originOf(host));
      await letHandshakesExpire(context);
    }
    // The handshake's token is refused again, but clerk-js has meanwhile written one that is accepted.
    expect(await follow(page, stack.originOf('parties-a')), CLERK_CHANGED).toEqual({
      redirects: 2,
      server: userId,
      azp: stack.originOf('parties-a'),
      browser: userId,
    });
  });
});

test.describe('a Clerk that puts the origin of the redirect into azp', { tag: '@full' }, () => {
  test.use({ azp: 'redirect-origin' });

  test('with authorizedParties: a first visit takes 2 redirects and works', async ({
    page,
    bareStack: stack,
  }) => {
    const userId = await signInOn(stack, page);
    // Fails when the SDK changed: only Clerk's side is different here.
    expect(await follow(page, stack.originOf('parties-a')), CLERK_CHANGED).toEqual({
      redirects: 2,
      server: userId,
      azp: stack.originOf('parties-a'),
      browser: userId,
    });
  });

  test('each later link still takes 2 redirects', async ({ page, context, bareStack: stack }) => {
    const userId = await signInOn(stack, page);
    for (const host of ['parties-a', 'parties-b', 'parties-a'] as const) {
      await letHandshakesExpire(context);
      expect(await follow(page, stack.originOf(host)), CLERK_CHANGED).toEqual({
        redirects: 2,
        server: userId,
        azp: stack.originOf(host),
        browser: userId,
      });
    }
  });
});
