import { expect, follow, letHandshakesExpire, signInOn, test } from '../fixtures/bare-test.ts';

/**
 * What happens today without this repository: the SDK's own clerkMiddleware on sibling subdomains. Everything here is what
 * `@repo/auth/proxy` spares people. These tests hope to fail one day: then Clerk has changed, and part of it can go.
 */
const CLERK_CHANGED =
  'Clerk changed what clerkMiddleware does here: see the docs page "Why is azp missing?", and what createAuthProxy still has to do';

// One stack for all of them, started once.
test.describe.configure({ mode: 'default' });

test.describe('Clerk takes azp from the Origin header, which a navigation does not send', () => {
  test('clerkMiddleware(): a first visit takes 2 redirects and is signed in by a token without azp', async ({
    page,
    stackWith,
  }) => {
    const stack = await stackWith('origin');
    const userId = await signInOn(stack, page);
    // Another number of redirects: the handshake changed. An azp: handshake tokens are now safe to accept.
    expect(await follow(page, stack.originOf('bare-a')), CLERK_CHANGED).toEqual({
      redirects: 2,
      server: userId,
      azp: 'none',
      browser: userId,
    });
  });

  test('clerkMiddleware(): every later link from another app takes 2 more, and azp is missing again', async ({
    page,
    context,
    stackWith,
  }) => {
    const stack = await stackWith('origin');
    const userId = await signInOn(stack, page);
    for (const host of ['bare-a', 'bare-b'] as const) await follow(page, stack.originOf(host));
    for (const host of ['bare-a', 'bare-b', 'bare-a'] as const) {
      await letHandshakesExpire(context);
      // 0 redirects: the SDK no longer takes a sibling's Referer for a satellite's, and hiding it is no longer needed.
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
    stackWith,
  }) => {
    const stack = await stackWith('origin');
    const userId = await signInOn(stack, page);
    // The server knows the person: a token without azp no longer signs out, or has one. Session sync may not be needed.
    expect(await follow(page, stack.originOf('parties-a')), CLERK_CHANGED).toEqual({
      redirects: 6,
      server: 'nobody',
      azp: 'none',
      browser: userId,
    });
  });

  test('with authorizedParties: a later link takes 2 redirects although the token is good', async ({
    page,
    context,
    stackWith,
  }) => {
    const stack = await stackWith('origin');
    const userId = await signInOn(stack, page);
    for (const host of ['parties-a', 'parties-b'] as const) {
      await follow(page, stack.originOf(host));
      await letHandshakesExpire(context);
    }
    // The handshake's token is refused once more, but the one that clerk-js has put there meanwhile is not.
    expect(await follow(page, stack.originOf('parties-a')), CLERK_CHANGED).toEqual({
      redirects: 2,
      server: userId,
      azp: stack.originOf('parties-a'),
      browser: userId,
    });
  });
});

test.describe('a Clerk that puts the origin of the redirect into azp', () => {
  test('with authorizedParties: a first visit takes 2 redirects and works', async ({ page, stackWith }) => {
    const stack = await stackWith('redirect-origin');
    const userId = await signInOn(stack, page);
    // Fails when the SDK changed: what is missing is on Clerk's side alone.
    expect(await follow(page, stack.originOf('parties-a')), CLERK_CHANGED).toEqual({
      redirects: 2,
      server: userId,
      azp: stack.originOf('parties-a'),
      browser: userId,
    });
  });

  test('each later link still takes 2 redirects', async ({ page, context, stackWith }) => {
    const stack = await stackWith('redirect-origin');
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
