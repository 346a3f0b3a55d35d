import { SESSION_COOKIE_LIMIT_BYTES, SESSION_COOKIE_NAME_BYTES } from './token-budget.ts';

/**
 * The browser half of session sync, as text: it runs before any bundle of the app and must not depend on one.
 * Uses only clerk-js's documented API: `Clerk.load()`, `Clerk.session`, `session.getToken()`, `Clerk.setActive()`.
 * Where the address names an organization, that is made active first; one that the person is no member of is left to the
 * page, which then says so.
 *
 * Loading already brings a token, minted for this origin unless Clerk hands out one that it keeps; only then is another asked for.
 * Without an answer of Clerk, clerk-js knows of no session; that is no reason to take the live one for ended: see
 * `hasClerkAnswered`, which this repeats.
 * A server whose clock is wrong would refuse every token, so the token's times are compared with the server's own.
 * A tab in the background may not write the cookie while another tab of the app acts in another organization; then the
 * page waits until somebody looks at it.
 * A token too large for a cookie is dropped by the browser without a word; the server, told its size, ends the sync there.
 */
export const SESSION_SYNC_SCRIPT = `
(async (settings) => {
  const MAX_TRIES = 3, WINDOW_MS = 30000, MAX_SKEW_SECONDS = 7, COOKIE_NAME_BYTES = ${SESSION_COOKIE_NAME_BYTES}, MAX_COOKIE_BYTES = ${SESSION_COOKIE_LIMIT_BYTES};
  const failures = JSON.parse(settings.failures), parties = JSON.parse(settings.parties);
  const startedMs = performance.now();
  const element = (id) => document.getElementById(id);
  const fail = (code) => {
    element('wait').hidden = true;
    element('why').textContent = failures[code];
    element('code').textContent = code;
    element('failure').hidden = false;
  };
  element('retry').addEventListener('click', (event) => {
    event.preventDefault();
    try { sessionStorage.removeItem(settings.triesKey); } catch {}
    location.reload();
  });
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
  const clerk = window.Clerk;
  if (!clerk) return fail('clerk_unreachable');
  const isWritten = (token) => document.cookie.split('; ').some((pair) => pair.endsWith('=' + token));
  const isKept = (token) => document.cookie.split('; ').some((pair) => pair.startsWith('__session_') && pair.endsWith('=' + token));
  const nextFocus = () => new Promise((resolve) => addEventListener('focus', resolve, { once: true }));
  const claims = (token) => JSON.parse(atob(token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/')));
  const activate = async (target) => {
    const { session } = clerk;
    const memberships = session.user.organizationMemberships.map(({ organization }) => organization);
    const wanted = target.kind === 'personal' ? null : memberships.find((each) => each[target.kind] === target.value);
    if (wanted === undefined) {
      document.cookie = settings.missingCookie + '; Path=/; Max-Age=15; SameSite=Lax';
      return;
    }
    const id = wanted ? wanted.id : null;
    if (session.lastActiveOrganizationId !== id) await clerk.setActive({ session: session.id, organization: id });
  };
  try {
    await clerk.load({ telemetry: false });
    if (clerk.status !== 'ready') return fail('clerk_unreachable');
    if (!clerk.session && !clerk.client?.id) {
      await fetch((clerk.proxyUrl || 'https://' + clerk.frontendApi) + '/v1/environment', { mode: 'no-cors', credentials: 'omit', cache: 'no-store' });
    }
    if (!clerk.session) {
      document.cookie = settings.staleCookie + '=' + settings.clientUat + '; Path=/; Max-Age=300; SameSite=Lax';
      return location.reload();
    }
    if (settings.target) await activate(JSON.parse(settings.target));
    let token = await clerk.session.getToken();
    if (tries.length > 0 || !token || !parties.includes(claims(token).azp)) {
      token = await clerk.session.getToken({ skipCache: true });
    }
    if (!token) return fail('clerk_unreachable');
    const { azp, iat, exp } = claims(token);
    if (!parties.includes(azp)) return fail('azp_mismatch');
    const serverSeconds = (Number(settings.now) + performance.now() - startedMs) / 1000;
    if (iat - serverSeconds > MAX_SKEW_SECONDS || serverSeconds - exp > MAX_SKEW_SECONDS) return fail('clock_wrong');
    const cookieBytes = COOKIE_NAME_BYTES + token.length;
    if (cookieBytes > MAX_COOKIE_BYTES && !isKept(token)) {
      document.cookie = settings.sizeCookie + '=' + cookieBytes + '; Path=/; Max-Age=15; SameSite=Lax';
      return location.reload();
    }
    if (!document.hasFocus() && !isWritten(token)) {
      await nextFocus();
      await clerk.session.getToken();
    }
  } catch {
    return fail('clerk_unreachable');
  }
  location.reload();
})(document.currentScript.dataset);
`;
