import { type BrowserContext, expect as base, type ExpectMatcherState, type Page } from '@playwright/test';
import { readUser } from './browser/clerk-js.ts';
import { sessionClaims } from './browser/session-cookies.ts';
import { type AnyAnswer, isSessionSync, reasonOf, statusOf } from './http/read-answer.ts';

/** What a matcher returns to Playwright. */
export interface MatcherOutcome {
  readonly name: string;
  readonly pass: boolean;
  readonly message: () => string;
}

/** How long a matcher waits. */
export interface WaitOptions {
  /** Milliseconds; default: as the other matchers of the config. */
  readonly timeout?: number;
}

/**
 * Playwright's `expect` with matchers about sessions. All of them wait, except `toBeSessionSync`, and can be negated with `.not`.
 *
 * @param originOf Looks up the origin of an app by its name.
 */
export function createExpect<Name extends string>(originOf: (app: Name) => string) {
  return base.extend({
    /** Whether clerk-js knows a user with this e-mail address on the page. */
    toBeSignedInAs(page: Page, email: string, options?: WaitOptions) {
      return waitFor(this, { name: 'toBeSignedInAs', expected: email, options }, async () => {
        const user = await readUser(page);
        return user.state === 'signed in'
          ? [user.emails.includes(email), user.emails.join(', ')]
          : [false, user.state];
      });
    },
    /** Whether clerk-js has loaded on the page and knows no user. */
    toBeSignedOut(page: Page, options?: WaitOptions) {
      return waitFor(this, { name: 'toBeSignedOut', expected: 'signed out', options }, async () => {
        const { state } = await readUser(page);
        return [state === 'signed out', state];
      });
    },
    /** Whether the browser keeps a session token for this app whose `azp` is the app's own origin. */
    toHaveTokenOf(context: BrowserContext, app: Name, options?: WaitOptions) {
      const origin = originOf(app);
      return waitFor(this, { name: 'toHaveTokenOf', expected: origin, options }, async () => {
        const claims = await sessionClaims(context, origin);
        return [claims?.azp === origin, claims ? `azp ${claims.azp ?? 'missing'}` : 'no session token'];
      });
    },
    /** Whether a response of an app is session sync: the page on which the app mints its own token. */
    toBeSessionSync(answer: AnyAnswer): MatcherOutcome {
      const received = `${statusOf(answer)} with the reason ${reasonOf(answer) ?? 'none'}`;
      return outcomeOf(this, {
        name: 'toBeSessionSync',
        expected: 'session sync',
        received,
        pass: isSessionSync(answer),
      });
    },
  });
}

type Seen = readonly [pass: boolean, received: string];

async function waitFor(
  state: ExpectMatcherState,
  { name, expected, options }: { name: string; expected: string; options: WaitOptions | undefined },
  look: () => Promise<Seen>,
): Promise<MatcherOutcome> {
  let last: Seen = [state.isNot, 'nothing'];
  const timeout = options?.timeout ?? state.timeout;
  await base
    .poll(
      async () => {
        last = await look();
        return last[0];
      },
      { timeout },
    )
    .toBe(!state.isNot)
    .catch(() => undefined);
  return outcomeOf(state, { name, expected, received: last[1], pass: last[0] });
}

function outcomeOf(
  { isNot }: ExpectMatcherState,
  { name, expected, received, pass }: { name: string; expected: string; received: string; pass: boolean },
): MatcherOutcome {
  return { name, pass, message: () => `Expected${isNot ? ' not' : ''}: ${expected}\nReceived: ${received}` };
}
