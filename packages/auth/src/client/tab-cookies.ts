import { SWITCH_COOKIE } from '../stored-names.ts';

/** Whether `__client_uat` of this instance says that nobody is signed in. */
export function isSignedOut(cookieSuffix: string): boolean {
  const name = `__client_uat_${cookieSuffix}=`;
  const pair = document.cookie.split('; ').find((each) => each.startsWith(name));
  return pair === undefined || pair === `${name}0`;
}

/**
 * Tells the tabs of all apps that an account or organization was chosen here. The value says nothing: whoever sees it
 * change asks Clerk.
 *
 * @param sharedDomain null: there are no siblings to tell.
 */
export function tellSwitch(sharedDomain: string | null): void {
  if (sharedDomain === null) return;
  const secure = window.location.protocol === 'https:' ? '; Secure' : '';
  writeCookie(
    `${SWITCH_COOKIE}=${crypto.randomUUID()}; Domain=${sharedDomain}; Path=/; Max-Age=86400; SameSite=Lax${secure}`,
  );
}

/** Drops this host's token, so that the next load syncs and gets one of whoever is active now. */
export function forgetOwnToken(): void {
  for (const pair of document.cookie.split('; ')) {
    const name = pair.split('=', 1)[0] ?? '';
    if (name.startsWith('__session') || name === 'clerk_active_context')
      writeCookie(`${name}=; Path=/; Max-Age=0`);
  }
}

function writeCookie(line: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: CookieStore is not everywhere, and writes too late for a page that unloads.
  document.cookie = line;
}
