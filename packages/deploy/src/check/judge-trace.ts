import type { Trace } from '@repo/trace';

/** One thing that was looked at, and what to do where it is wrong. */
export interface Finding {
  readonly what: string;
  readonly isFine: boolean;
  /** What was seen. */
  readonly seen: string;
  /** null where it is fine. */
  readonly fix: string | null;
}

/**
 * Judges what an anonymous visitor got. Pure.
 *
 * @param primary Origin of the app that signs users in.
 */
export function judgeAnonymous(trace: Trace, primary: string): Finding[] {
  const { outcome, explanation, fix, hops } = trace;
  const signIn = hops.find(({ kind }) => kind === 'sign-in-redirect');
  const isElsewhere = signIn?.location != null && new URL(signIn.location).origin !== primary;
  const answer: Finding = isElsewhere
    ? {
        what: 'answer',
        isFine: false,
        seen: `it sends visitors to ${new URL(signIn.location ?? '').origin} to sign in`,
        fix: `They sign in at ${primary}: deploy the version of the registry (packages/sso/sso.config.ts) that this plan is of.`,
      }
    : {
        what: 'answer',
        isFine: outcome === 'anonymous',
        seen: explanation,
        fix: outcome === 'anonymous' ? null : (fix ?? 'See `sso trace` of this address.'),
      };
  const isAnswered = hops.some(({ status }) => status !== null);
  return isAnswered ? [answer, judgeCookies(trace)] : [answer];
}

/** A cookie of this system with a Domain would be sent to every sibling, also to a hostile one. */
function judgeCookies({ hops }: Trace): Finding {
  const wide = hops
    .flatMap(({ cookiesSet }) => cookiesSet)
    .filter(
      ({ name, domain, action }) => action === 'set' && domain !== null && /^__(session|sso)/.test(name),
    );
  const names = [...new Set(wide.map(({ name, domain }) => `${name} (Domain=${domain})`))];
  return names.length === 0
    ? { what: 'cookies', isFine: true, seen: 'none for the parent domain', fix: null }
    : {
        what: 'cookies',
        isFine: false,
        seen: `set for the parent domain: ${names.join(', ')}`,
        fix: 'Something in front of the app rewrites Set-Cookie. No cookie of a session may have a Domain.',
      };
}

/**
 * Judges what a signed-in user got. Pure.
 *
 * @param own With a token for this app.
 * @param foreign With a token that a sibling app minted; null: there is no sibling.
 */
export function judgeSignedIn(own: Trace, foreign: Trace | null): Finding[] {
  const isIn = own.outcome === 'signed-in';
  const mine: Finding = {
    what: 'signed in',
    isFine: isIn,
    seen: own.explanation,
    fix: isIn
      ? null
      : (own.fix ?? 'Are CLERK_SECRET_KEY and NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY of one instance?'),
  };
  if (!foreign) return [mine];
  const isLetIn = foreign.outcome === 'signed-in';
  return [
    mine,
    {
      what: 'a token of a sibling app',
      isFine: !isLetIn,
      seen: isLetIn ? 'it was accepted' : 'it opens nothing',
      fix: isLetIn
        ? 'The app checks no authorized parties: is this deployment built with withSso() and createAuthProxy()?'
        : null,
    },
  ];
}
