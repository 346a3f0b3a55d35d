'use client';

import { useAuth, useClerk } from '@clerk/nextjs';
import { getCookieSuffix } from '@clerk/shared/keys';
import type { LoadedClerk } from '@clerk/shared/types';
import { useRouter } from 'next/navigation';
import { type CSSProperties, useEffect, useState } from 'react';
import type { Posture } from '../define-sso.ts';
import type { TargetExpression } from '../organization-target.ts';
import { SWITCH_COOKIE, SYNC_TRIES_KEY } from '../stored-names.ts';
import { followAddress } from './active-organization.ts';
import { addressTarget } from './address-target.ts';
import { adoptState, findCurrentState, shownState } from './follow-session.ts';
import { hasClerkAnswered } from './has-clerk-answered.ts';
import { ownToken } from './own-token.ts';
import { retryActions } from './retry-actions.ts';
import { decideTabChange, isPersonal, type TabState } from './tab-change.ts';
import { forgetOwnToken, isSignedOut, keepClerkQuery, tellSwitch } from './tab-cookies.ts';
import { watchCookies } from './watch-cookies.ts';

/** Plain values only: a list would be a new one whenever the server renders again, and the watch would begin anew. */
interface SessionWatchProps {
  readonly posture: Posture;
  /** Origins whose tokens the cookie may hold, separated by spaces. */
  readonly parties: string;
  /** Paths that name their organization: `TargetExpression[]` as JSON. */
  readonly pinnedPaths: string;
  /** See `Topology.sharedDomain`. */
  readonly sharedDomain: string | null;
}

/**
 * Keeps an open tab true: what somebody does to the session in a tab of any of the apps shows here within 300 ms.
 * Part of `SsoProvider`.
 */
export function SessionWatch({ posture, parties, pinnedPaths, sharedDomain }: SessionWatchProps) {
  // useAuth() says when the object has everything that LoadedClerk promises.
  const clerk = useClerk() as LoadedClerk;
  const { isLoaded } = useAuth();
  const router = useRouter();
  const [cover, setCover] = useState<Cover | null>(null);

  useEffect(() => sessionStorage.removeItem(SYNC_TRIES_KEY), []);
  // SsoProvider wrote it.
  useEffect(() => retryActions(JSON.parse(pinnedPaths) as TargetExpression[]), [pinnedPaths]);

  useEffect(() => {
    if (!isLoaded) return;
    // SsoProvider wrote it.
    const expressions = JSON.parse(pinnedPaths) as TargetExpression[];
    const target = () => addressTarget(expressions, window.location.pathname);
    let isFollowing = false;
    // Whom the page was made for; clerk-js may know of a change before the page does.
    let shown = shownState(clerk);
    let kept: TabState | undefined;

    const reload = (because: Cover | null) => {
      setCover(because);
      forgetOwnToken();
      window.location.reload();
    };
    // The server let somebody in whose session has ended: it believes a token for up to a minute.
    // While clerk-js changes the session there is none to show, and it says so with `undefined`.
    // Only once clerk-js has heard from Clerk: before, and in an outage, it knows of nobody.
    const leaveIfGone = async (status: string) => {
      if (status !== 'ready') return;
      if (clerk.session === null && isPersonal(posture)) {
        if (await hasClerkAnswered(clerk)) reload('signed-out');
        return;
      }
      void followAddress(clerk, target()).catch(() => {});
    };
    clerk.on('status', leaveIfGone, { notify: true });

    if (shown.sessionId !== null) keepClerkQuery(sharedDomain);

    const follow = async () => {
      if (isFollowing) return;
      const now = await findCurrentState(clerk, isSignedOut(await getCookieSuffix(clerk.publishableKey)));
      if (!now) return;
      const change = decideTabChange(posture, shown, now, target() !== null);
      if (change.kind === 'none') return;
      if (change.kind === 'reload') return reload(change.cover);
      isFollowing = true;
      try {
        await adoptState(clerk, now);
      } finally {
        isFollowing = false;
      }
      // A tab in the background may not write the cookie; clerk-js does so when it is looked at, and only then does the
      // server have anything new to render.
      if (!document.hasFocus()) await whenFocused();
      await clerk.session?.getToken();
      router.refresh();
    };

    const unlisten = clerk.addListener(({ session }) => {
      // Undefined: clerk-js is in the middle of a change.
      if (session === undefined) return;
      const before = shown;
      const now = shownState(clerk);
      const change = decideTabChange(posture, before, now);
      if (change.kind === 'reload' && now.userId === null) {
        void hasClerkAnswered(clerk).then((hasAnswered) => {
          if (hasAnswered) reload(change.cover);
        });
        return;
      }
      shown = now;
      if (!isFollowing && isSwitch(before, now)) tellSwitch(sharedDomain);
      // Once for each state: a Clerk that never names this origin would be asked for ever.
      if (session && (now.sessionId !== kept?.sessionId || now.organizationId !== kept.organizationId)) {
        kept = now;
        // The next navigation would have to sync.
        void ownToken(session, parties.split(' ')).catch(() => {});
      }
    });
    const unwatch = watchCookies(
      (name) => name.startsWith('__client_uat_') || name === SWITCH_COOKIE,
      follow,
    );
    return () => {
      clerk.off('status', leaveIfGone);
      unlisten();
      unwatch();
    };
  }, [clerk, isLoaded, posture, parties, pinnedPaths, sharedDomain, router]);

  if (!cover) return null;
  return (
    <div role="alert" style={COVER_STYLE}>
      <p>{COVER_TEXTS[cover]}</p>
    </div>
  );
}

type Cover = 'signed-out' | 'other-person';

const COVER_TEXTS: Readonly<Record<Cover, string>> = {
  'signed-out': 'You signed out in another tab.',
  'other-person': 'Another account was chosen in another tab.',
};

const COVER_STYLE: CSSProperties = {
  position: 'fixed',
  inset: 0,
  zIndex: 2_147_483_647,
  display: 'grid',
  placeItems: 'center',
  background: 'Canvas',
  color: 'CanvasText',
  font: '1rem/1.5 system-ui, sans-serif',
};

/** Signing in and out moves `__client_uat`; going from one session or organization to another moves nothing by itself. */
function isSwitch(before: TabState, after: TabState): boolean {
  if (before.sessionId === null || after.sessionId === null) return false;
  return before.sessionId !== after.sessionId || before.organizationId !== after.organizationId;
}

function whenFocused(): Promise<void> {
  return new Promise((resolve) => window.addEventListener('focus', () => resolve(), { once: true }));
}
