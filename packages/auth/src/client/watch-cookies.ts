/**
 * Calls back when the value of one of the cookies has changed. It makes no requests.
 * CookieStore reports changes by any subdomain after some 50 ms. In browsers without it, and for pages from the back-forward
 * cache, a change is noticed when the tab gets the focus.
 *
 * @param isWatched Picks cookies by name.
 * @param onChange When it rejects, the change counts as unseen, and is reported again with the next event.
 * @returns Ends the watch.
 * @source Cookie Store API; HTML standard "pageshow".
 */
export function watchCookies(
  isWatched: (name: string) => boolean,
  onChange: () => Promise<void>,
): () => void {
  const read = () =>
    document.cookie
      .split('; ')
      .filter((pair) => isWatched(pair.split('=', 1)[0] ?? ''))
      .sort()
      .join('; ');
  let seen = read();
  const check = () => {
    const current = read();
    if (current === seen) return;
    const before = seen;
    seen = current;
    onChange().catch(() => {
      seen = before;
    });
  };
  const ending = new AbortController();
  const options = { signal: ending.signal };
  if ('cookieStore' in window) window.cookieStore.addEventListener('change', check, options);
  window.addEventListener('focus', check, options);
  window.addEventListener('pageshow', check, options);
  document.addEventListener('visibilitychange', check, options);
  return () => ending.abort();
}
