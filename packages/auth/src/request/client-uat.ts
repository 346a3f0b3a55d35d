/**
 * Whether the cookie is lost: a browser that was signed out still has it, with the value 0. A token beside it says by itself
 * until when it may be used, so it is accepted until then, and Clerk sets the cookie again.
 *
 * @param cookies Values by name.
 */
export function isClientUatLost(cookies: ReadonlyMap<string, string>): boolean {
  return !cookies.has('__client_uat') && !hasSuffixed(cookies);
}

/**
 * Reads this instance's `__client_uat`: the only sign that a session is live somewhere under the root domain.
 * Every instance under that domain shares the name without suffix, so it counts only where no suffixed one came beside it.
 *
 * @param cookies Values by name.
 * @returns Seconds since the epoch of the last change; 0 when signed out, absent or malformed.
 * @source `@clerk/shared` 4.36.0 `getCookieSuffix`; Clerk's Frontend API and clerk-js write both names.
 */
export function readClientUat(cookies: ReadonlyMap<string, string>, cookieSuffix: string): number {
  const own = cookies.get(`__client_uat_${cookieSuffix}`);
  const value = own ?? (hasSuffixed(cookies) ? '' : cookies.get('__client_uat'));
  const seconds = Number.parseInt(value ?? '', 10);
  return Number.isSafeInteger(seconds) && seconds > 0 ? seconds : 0;
}

function hasSuffixed(cookies: ReadonlyMap<string, string>): boolean {
  for (const name of cookies.keys()) if (name.startsWith('__client_uat_')) return true;
  return false;
}
