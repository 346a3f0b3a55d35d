import type { Trace } from '../trace.ts';

export type Judgement = Pick<Trace, 'verdict' | 'explanation' | 'mend'>;

/** What a reason code of `packages/auth` (`REASONS`) says about who is signed in; undefined: the code is not one of them. */
export function judgeReasonCode(code: string): Judgement | undefined {
  const explanation = `The answer's reason is ${code}.`;
  if (code.startsWith('session_sync')) return SYNC;
  if (code === 'sign_in_required' || code === 'token_rejected')
    return { verdict: 'stranger', explanation, mend: null };
  if (code === 'organization_required')
    return {
      verdict: 'signed-in',
      explanation: 'Signed in, but not a member of the organization that may enter.',
      mend: null,
    };
  const mend = SSO_MENDS[code];
  return mend === undefined ? undefined : { verdict: 'error', explanation, mend };
}

const SSO_MENDS: Readonly<Record<string, string>> = {
  clerk_unavailable: 'Let the server reach CLERK_API_URL, or set CLERK_JWT_KEY (PEM).',
  keys_mismatch: 'CLERK_SECRET_KEY and NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY must be of one Clerk instance.',
  origin_not_registered: 'Register this address in sso.config.ts, or ask one that is.',
  primary_absent: 'Deploy the primary app of sso.config.ts in this environment, too.',
};

/** The page, or the caller, mints a token in the browser and comes again. */
export const SYNC: Judgement = {
  verdict: 'session-sync',
  explanation:
    'Someone is signed in, and this app has no good token of its own yet. A browser would do two things more, which need JavaScript: one call to Clerk for a token of this origin, and one load of the same URL. No redirect; at most 3 tries in 30 s.',
  mend: null,
};
