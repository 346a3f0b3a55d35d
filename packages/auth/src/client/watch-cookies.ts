/**
 * Calls back when one of the cookies has another value than when last looked at. No request is made for it.
 * CookieStore tells of changes that any subdomain makes, some 50 ms after; where a browser lacks it, and for pages that come
 * out of the back-forward cache, it is noticed when the tab is looked at again.
 *
 * @param isWatched Picks cookies by name.
 * @param onChange When it rejects, the change counts as unseen and is told again at the next occasion.
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
