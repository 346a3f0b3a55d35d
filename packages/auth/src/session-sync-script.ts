/**
 * The browser half of session sync, as text: it runs before any bundle of the app and must not depend on one.
 * Uses only clerk-js's documented API: `Clerk.load()`, `Clerk.session`, `session.getToken({ skipCache: true })`.
 */
export const SESSION_SYNC_SCRIPT = `
(async (settings) => {
  const MAX_TRIES = 3, WINDOW_MS = 30000, KEY = '__sso_sync';
  const failures = JSON.parse(settings.failures);
  const element = (id) => document.getElementById(id);
  const fail = (code) => {
    element('wait').hidden = true;
    element('why').textContent = failures[code];
    element('code').textContent = code;
    element('failure').hidden = false;
  };
  element('retry').addEventListener('click', (event) => {
    event.preventDefault();
    try { sessionStorage.removeItem(KEY); } catch {}
    location.reload();
  });
  let tries;
  try {
    const now = Date.now();
    tries = JSON.parse(sessionStorage.getItem(KEY) ?? '[]').filter((at) => now - at < WINDOW_MS);
    if (tries.length >= MAX_TRIES) return fail('too_many_tries');
    sessionStorage.setItem(KEY, JSON.stringify([...tries, now]));
  } catch {
    return fail('cookies_blocked');
  }
  if (!navigator.cookieEnabled) return fail('cookies_blocked');
  const clerk = window.Clerk;
  if (!clerk) return fail('clerk_unreachable');
  try {
    await clerk.load({ telemetry: false });
    if (!clerk.session) {
      document.cookie = settings.staleCookie + '=' + settings.clientUat + '; Path=/; Max-Age=300; SameSite=Lax';
      return location.reload();
    }
    const token = await clerk.session.getToken({ skipCache: true });
    if (!token) return fail('clerk_unreachable');
    const payload = token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/');
    if (JSON.parse(atob(payload)).azp !== location.origin) return fail('azp_mismatch');
  } catch {
    return fail('clerk_unreachable');
  }
  location.reload();
})(document.currentScript.dataset);
`;
