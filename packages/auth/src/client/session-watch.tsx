'use client';

import { useAuth, useClerk } from '@clerk/nextjs';
import { getCookieSuffix } from '@clerk/shared/keys';
import type { LoadedClerk } from '@clerk/shared/types';
import { useRouter } from 'next/navigation';
import { type CSSProperties, useEffect, useState } from 'react';
import type { Posture } from '../registry/define-sso.ts';
import type { TargetExpression } from '../registry/organization-target.ts';
import { FOREIGN_SESSION_KEY, SWITCH_COOKIE, SYNC_TRIES_KEY } from '../stored-names.ts';
import { addressTarget, followAddress } from './active-organization.ts';
import { adoptState, findCurrentState, shownState } from './follow-session.ts';
import { hasClerkAnswered } from './has-clerk-answered.ts';
import { clearSessionProof, keepSessionProof } from './keep-session-proof.ts';
import { skipActionWithoutSession } from './requests/before-set-active.ts';
import { ownToken } from './requests/own-token.ts';
import { renewBeforeLeaving } from './requests/renew-before-leaving.ts';
import { retryActions } from './requests/retry-actions.ts';
import { decideTabChange, isPersonal, type TabState } from './tab-change.ts';
import {
  clearOwnToken,
  clearPlantedTokens,
  isSignedOut,
  keepClerkQuery,
  notifySwitch,
  readSentSessionId,
} from './tab-cookies.ts';
import { watchCookies } from './watch-cookies.ts';

/** Read when the file is loaded: clerk-js soon writes a token of its own session. */
const sentSessionId = typeof document === 'undefined' ? null : readSentSessionId();

/** Plain values only: a list would be a new object with every render of the server, and would restart the watch. */
interface SessionWatchProps {
  readonly posture: Posture;
  /** Origins whose tokens the cookie may hold, separated by spaces. */
  readonly parties: string;
  /** Paths that name their organization: `TargetExpression[]` as JSON. */
  readonly pinnedPaths: string;
  /** Addresses of the pages that sign users in or up, separated by spaces. */
  readonly signInPages: string;
  /** See `Topology.sharedDomain`. */
  readonly sharedDomain: string | null;
}

/**
 * Keeps an open tab up to date: a change of the session in a tab of any of the apps shows here within 300 ms.
 * Part of `SsoProvider`.
 */
export function SessionWatch({
  posture,
  parties,
  pinnedPaths,
  signInPages,
  sharedDomain,
}: SessionWatchProps) {
  // useAuth() reports when the object has everything that the type LoadedClerk has.
  const clerk = useClerk() as LoadedClerk;
  const { isLoaded } = useAuth();
  const router = useRouter();
  const [cover, setCover] = useState<Cover | null>(null);

  useEffect(() => sessionStorage.removeItem(SYNC_TRIES_KEY), []);
  useEffect(skipActionWithoutSession, []);
  // SsoProvider wrote it.
  useEffect(() => retryActions(clerk, JSON.parse(pinnedPaths) as TargetExpression[]), [clerk, pinnedPaths]);
  useEffect(() => renewBeforeLeaving(clerk, parties.split(' ')), [clerk, parties]);

  useEffect(() => {
    if (!isLoaded) return;
    // SsoProvider wrote it.
    const expressions = JSON.parse(pinnedPaths) as TargetExpression[];
    const target = () => addressTarget(expressions, window.location.pathname);
    const isSignInPage = () => signInPages.split(' ').some(isBelow);
    let isFollowing = false;
    // The session for which the page was rendered; clerk-js may know of a change earlier.
    let shown = shownState(clerk);
    let kept: TabState | undefined;

    const reload = (reason: Cover | null) => {
      setCover(reason);
      clearOwnToken();
      clearSessionProof();
      window.location.reload();
    };
    // The page was rendered for a session that is none of this browser's: a sibling app has planted its token.
    const leaveIfForeign = async () => {
      // Without a session of its own the browser may have lost the one of the page, which the app then says.
      if (sentSessionId === null || posture === 'public' || !clerk.session) return;
      if (clerk.client.sessions.some(({ id }) => id === sentSessionId)) return;
      if (sessionStorage.getItem(FOREIGN_SESSION_KEY) === sentSessionId || !(await hasClerkAnswered(clerk)))
        return;
      sessionStorage.setItem(FOREIGN_SESSION_KEY, sentSessionId);
      setCover('other-user');
      // Beside a token of this browser's own session the planted one is refused, and deleted wherever it lies.
      await clerk.session.getToken();
      clearPlantedTokens(sharedDomain);
      window.location.reload();
    };
    void leaveIfForeign().catch(() => {});
    // The server accepts a token for up to a minute after its session has ended. `undefined` means that clerk-js is changing the
    // session; before Clerk has answered, and in an outage, clerk-js has no session either.
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
      const change = decideTabChange({
        posture,
        shown,
        now,
        isPinned: target() !== null,
        isSignInPage: isSignInPage(),
      });
      if (change.kind === 'none') return;
      if (change.kind === 'reload') return reload(change.cover);
      isFollowing = true;
      try {
        await adoptState(clerk, now);
      } finally {
        isFollowing = false;
      }
      // clerk-js does not write the cookie in a background tab, but when the tab gets the focus; only then the server has a new
      // session to render.
      if (!document.hasFocus()) await whenFocused();
      await clerk.session?.getToken();
      router.refresh();
    };

    const unlisten = clerk.addListener(({ client, session }) => {
      // Before clerk-js writes the first token of a new session.
      keepSessionProof(client);
      // Undefined: clerk-js is changing the session.
      if (session === undefined) return;
      const before = shown;
      const now = shownState(clerk);
      const change = decideTabChange({
        posture,
        shown: before,
        now,
        isPinned: false,
        isSignInPage: false,
      });
      if (change.kind === 'reload' && now.userId === null) {
        void hasClerkAnswered(clerk).then((hasAnswered) => {
          if (hasAnswered) reload(change.cover);
        });
        return;
      }
      shown = now;
      if (!isFollowing && isSwitch(before, now)) notifySwitch(sharedDomain);
      // Once for each state: a Clerk that never names this origin would be called without end.
      if (session && (now.sessionId !== kept?.sessionId || now.organizationId !== kept.organizationId)) {
        kept = now;
        // Without such a token the next navigation would have to sync.
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
  }, [clerk, isLoaded, posture, parties, pinnedPaths, signInPages, sharedDomain, router]);

  if (!cover) return null;
  return (
    <div role="alert" style={COVER_STYLE}>
      <p>{COVER_TEXTS[cover]}</p>
    </div>
  );
}

type Cover = 'signed-out' | 'other-user';

const COVER_TEXTS: Readonly<Record<Cover, string>> = {
  'signed-out': 'You signed out in another tab.',
  'other-user': 'Another account was chosen in another tab.',
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

/** Sign-in and sign-out change `__client_uat`; a switch of session or organization changes no cookie by itself. */
function isSwitch(before: TabState, after: TabState): boolean {
  if (before.sessionId === null || after.sessionId === null) return false;
  return before.sessionId !== after.sessionId || before.organizationId !== after.organizationId;
}

/** Whether the page that is open is at this address or below it. */
function isBelow(address: string): boolean {
  if (!URL.canParse(address, window.location.href)) return false;
  const { origin, pathname } = new URL(address, window.location.href);
  return origin === window.location.origin && `${window.location.pathname}/`.startsWith(`${pathname}/`);
}

function whenFocused(): Promise<void> {
  return new Promise((resolve) => window.addEventListener('focus', () => resolve(), { once: true }));
}
