import { REASON_HEADER } from '../reasons.ts';
import { MAX_SESSIONS } from '../request/session-proof.ts';
import { SESSION_COOKIE_LIMIT_BYTES, SESSION_COOKIE_NAME_BYTES } from '../token/token-budget.ts';
import { FILL_REPOST_FORM } from './repost-script.ts';

/** Shows why session sync gave up. "Try again" starts with a new count. */
const GIVE_UP = `
  const failures = JSON.parse(settings.failures), parties = JSON.parse(settings.parties);
  const startedMs = performance.now();
  const element = (id) => document.getElementById(id);
  const fail = (code) => {
    element('why').textContent = failures[code];
    element('code').textContent = code;
    show('failure');
  };
  element('retry').addEventListener('click', (event) => {
    event.preventDefault();
    try { sessionStorage.removeItem(settings.triesKey); } catch {}
    again();
  });
`;

/**
 * The app's answer deletes the cookie. A page then takes the place of this one; a download leaves it, and the user goes back to
 * the page they had. After a redirect the next page may be slow, so the same address is asked what it is: a page is waited for,
 * and so is what the proxy leads to, which refuses this call where it redirects a navigation.
 * What answers a form is not asked for again.
 */
const WATCH_FOR_DOWNLOAD = `
  const show = (id) => {
    element('wait').hidden = true;
    element(id).hidden = false;
    document.title = element(id).querySelector('h1').textContent;
  };
  const isPage = async () => {
    const { type, ok, headers } = await fetch(location.href, { method: 'HEAD', redirect: 'manual', cache: 'no-store' });
    if (!ok && headers.has('${REASON_HEADER}')) return true;
    const isSaved = /^attachment/i.test(headers.get('content-disposition') ?? '');
    return type === 'opaqueredirect' || (!isSaved && /html/i.test(headers.get('content-type') ?? ''));
  };
  const leave = async () => {
    if (settings.repost) return show('sent');
    if (await isPage().catch(() => false)) return;
    if (history.length > 1 && window === window.top) return history.back();
    show('download');
  };
  const watchForDownload = () => {
    const mark = settings.reopenCookie + '=' + crypto.randomUUID();
    document.cookie = mark + '; Path=' + location.pathname + '; Max-Age=300; SameSite=Lax';
    const isMarked = () => document.cookie.split('; ').includes(mark);
    if (!isMarked()) return;
    const timer = setInterval(() => {
      if (isMarked()) return;
      clearInterval(timer);
      setTimeout(leave, COMMIT_MS);
    }, 200);
  };
`;

/** Goes on: a page is loaded again, a form that arrived with a stale token is sent again. */
const GO_ON = `
  const again = () => {
    watchForDownload();
    if (!settings.repost) return location.reload();
    ${FILL_REPOST_FORM}
    HTMLFormElement.prototype.submit.call(repost);
  };
`;

/** Ends after three tries in 30 s, and where the browser keeps no cookies or site data. */
const COUNT_TRIES = `
  let tries;
  try {
    const now = Date.now();
    tries = JSON.parse(sessionStorage.getItem(settings.triesKey) ?? '[]').filter((at) => now - at < WINDOW_MS);
    if (tries.length >= MAX_TRIES) return fail('too_many_tries');
    sessionStorage.setItem(settings.triesKey, JSON.stringify([...tries, now]));
  } catch {
    return fail('cookies_blocked');
  }
  if (!navigator.cookieEnabled) return fail('cookies_blocked');
`;

/**
 * Mints the token with two plain calls instead of a megabyte of script, in the usual case: one active session of a production
 * instance, a tab with the focus, no organization to choose, first try. Anything else, an answer that is not as described, or none
 * within five seconds: null, and clerk-js does it. The cookie is written as clerk-js writes it; a test compares each attribute.
 *
 * @source Clerk Frontend API 2026-05-12 `getClient`, `getEnvironment`, `createSessionToken`; `@clerk/clerk-js` 6.34.1
 *   `createSessionCookie`: one year, `Path=/`, `SameSite=Lax`, `Secure` over https, under both names.
 */
const MINT_PLAINLY = `
  const mintPlainly = async () => {
    if (!settings.plainApi || tries.length > 0 || window !== window.top || !document.hasFocus()) return null;
    const ask = async (path, body) => {
      const init = { credentials: 'include', signal: AbortSignal.timeout(PLAIN_LIMIT_MS), ...(body && { method: 'POST', body }) };
      const answer = await fetch(settings.plainApi + path + '?' + settings.plainQuery, init);
      if (!answer.ok) throw answer.status;
      return answer.json();
    };
    const [{ response: client }, environment] = await Promise.all([ask('/v1/client'), ask('/v1/environment')]);
    const live = (client?.sessions ?? []).filter(({ status }) => status === 'active' || status === 'pending');
    const [session] = live;
    if (live.length !== 1 || session.status !== 'active' || session.id !== client.last_active_session_id) return null;
    const { auth_config: auth, maintenance_mode: isClosed, partitioned_cookies: isPartitioned } = environment.response ?? environment;
    if (!auth || auth.session_minter || isClosed || isPartitioned) return null;
    const brought = session.last_active_token?.jwt;
    if (brought && parties.includes(claims(brought).azp) && claims(brought).exp - serverSeconds() > MIN_LIFE_SECONDS) return { token: brought, session };
    const organization = new URLSearchParams({ organization_id: session.last_active_organization_id ?? '' });
    const { jwt: token } = await ask('/v1/client/sessions/' + encodeURIComponent(session.id) + '/tokens', organization);
    return parties.includes(claims(token).azp) && claims(token).sid === session.id ? { token, session } : null;
  };
  const keepPlainly = (token) => {
    const attributes = '; Path=/; Expires=' + new Date(Date.now() + 365 * 86400000).toUTCString() + '; SameSite=Lax' + (location.protocol === 'https:' ? '; Secure' : '');
    for (const name of ['__session', '__session_' + settings.suffix]) document.cookie = name + '=' + token + attributes;
  };
`;

/** clerk-js is only asked for where it is needed. */
const FETCH_CLERK = `
  const fetchClerk = () => new Promise((resolve) => {
    if (window.Clerk) return resolve(window.Clerk);
    const script = document.createElement('script');
    for (const [name, value] of Object.entries(JSON.parse(settings.clerk))) script.setAttribute(name, value);
    script.onload = () => resolve(window.Clerk);
    script.onerror = () => resolve(undefined);
    document.head.append(script);
  });
`;

const READ_TOKENS = `
  const isWritten = (token) => document.cookie.split('; ').some((pair) => pair.endsWith('=' + token));
  const isKept = (token) => document.cookie.split('; ').some((pair) => pair.startsWith('__session_') && pair.endsWith('=' + token));
  const nextFocus = () => new Promise((resolve) => addEventListener('focus', resolve, { once: true }));
  const claims = (token) => JSON.parse(atob(token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/')));
  const serverSeconds = () => (Number(settings.now) + performance.now() - startedMs) / 1000;
  const isClockWrong = (token) => {
    const { iat, exp } = claims(token);
    return iat - serverSeconds() > MAX_SKEW_SECONDS || serverSeconds() - exp > MAX_SKEW_SECONDS;
  };
  const cookieBytesOf = (token) => COOKIE_NAME_BYTES + token.length;
  const reportSize = (token) => {
    document.cookie = settings.sizeCookie + '=' + cookieBytesOf(token) + settings.noteAttributes + '; Max-Age=15';
    again();
  };
`;

/**
 * Makes the organization of the address the active one. Where the user is no member of it, the page is shown as it is, and
 * explains that.
 */
const ACTIVATE_ORGANIZATION = `
  const activate = async (target) => {
    const { session } = clerk;
    const memberships = session.user.organizationMemberships.map(({ organization }) => organization);
    const wanted = target.kind === 'personal' ? null : memberships.find((each) => each[target.kind] === target.value);
    if (wanted === undefined) {
      document.cookie = settings.missingCookie + settings.noteAttributes + '; Max-Age=15';
      return;
    }
    const id = wanted ? wanted.id : null;
    if (session.lastActiveOrganizationId !== id) await clerk.setActive({ session: session.id, organization: id });
  };
`;

/**
 * Loads clerk-js. Without an answer of Clerk it reports no session, which does not mean that the live one has ended: see
 * `hasClerkAnswered`, which this repeats. With an answer, the server learns that its `__client_uat` is stale.
 */
const LOAD_CLERK = `
    await clerk.load({ telemetry: false });
    if (clerk.status !== 'ready') return fail('clerk_unreachable');
    if (!clerk.session && !clerk.client?.id) {
      const { status } = await fetch((clerk.proxyUrl || 'https://' + clerk.frontendApi) + '/v1/environment', { credentials: 'omit', cache: 'no-store' });
      if (status >= 500 || status === 429) return fail('clerk_unreachable');
    }
    if (!clerk.session) {
      document.cookie = settings.staleCookie + '=' + settings.clientUat + settings.noteAttributes + '; Max-Age=300';
      return again();
    }
`;

/**
 * Loading usually brings a token minted for this origin; another one is requested only when Clerk returned a cached one.
 * A server with a wrong clock would refuse every token, so the token's times are compared with the server's own time.
 */
const MINT_TOKEN = `
    if (settings.target) await activate(JSON.parse(settings.target));
    let token = await clerk.session.getToken();
    if (tries.length > 0 || !token || !parties.includes(claims(token).azp)) {
      token = await clerk.session.getToken({ skipCache: true });
    }
    if (!token) return fail('clerk_unreachable');
    const { azp } = claims(token);
    if (!parties.includes(azp)) return fail('azp_mismatch');
    if (isClockWrong(token)) return fail('clock_wrong');
`;

/** See `client/keep-session-proof.ts`, which does the same on every page: only a page of this very host can write it. */
const KEEP_PROOF = `
  const keepProof = (sessions) => {
    const ids = sessions.map(({ id }) => id).slice(0, MAX_SESSIONS);
    if (settings.proofCookie) document.cookie = settings.proofCookie + '=' + ids.join('.') + settings.noteAttributes + '; Max-Age=34560000';
  };
`;

/**
 * A browser silently drops a token that is too large for a cookie; the script reports its size to the server, which ends the sync.
 * A tab in the background may not write the cookie while another tab acts in another organization; it waits for the focus.
 */
const KEEP_TOKEN = `
    if (cookieBytesOf(token) > MAX_COOKIE_BYTES && !isKept(token)) return reportSize(token);
    if (!document.hasFocus() && !isWritten(token)) {
      await nextFocus();
      await clerk.session.getToken();
    }
    keepProof(clerk.client.signedInSessions);
`;

/**
 * The browser half of session sync, as text: it runs before any bundle of the app and must not depend on one.
 * It uses calls of Clerk's Frontend API, and clerk-js's documented API: `Clerk.load()`, `Clerk.session`, `session.getToken()`,
 * `Clerk.setActive()`.
 */
export const SESSION_SYNC_SCRIPT = `
(async (settings) => {
  const MAX_TRIES = 3, WINDOW_MS = 30000, COMMIT_MS = 1000, MAX_SKEW_SECONDS = 7, PLAIN_LIMIT_MS = 5000, MIN_LIFE_SECONDS = 15, COOKIE_NAME_BYTES = ${SESSION_COOKIE_NAME_BYTES}, MAX_SESSIONS = ${MAX_SESSIONS}, MAX_COOKIE_BYTES = ${SESSION_COOKIE_LIMIT_BYTES};
  ${WATCH_FOR_DOWNLOAD}
  ${GO_ON}
  ${GIVE_UP}
  ${COUNT_TRIES}
  ${READ_TOKENS}
  ${KEEP_PROOF}
  ${MINT_PLAINLY}
  ${FETCH_CLERK}
  const plain = await mintPlainly().catch(() => null);
  if (plain && !isClockWrong(plain.token)) {
    if (cookieBytesOf(plain.token) > MAX_COOKIE_BYTES) return reportSize(plain.token);
    keepPlainly(plain.token);
    keepProof([plain.session]);
    return again();
  }
  const clerk = await fetchClerk();
  if (!clerk) return fail('clerk_unreachable');
  ${ACTIVATE_ORGANIZATION}
  try {
    ${LOAD_CLERK}
    ${MINT_TOKEN}
    ${KEEP_TOKEN}
  } catch {
    return fail('clerk_unreachable');
  }
  again();
})(document.currentScript.dataset);
`;
