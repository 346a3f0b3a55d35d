/**
 * Turns a redirect to the address on which Next listens into one to the address that the browser used. A handler builds URLs of
 * `request.url`, where Next has written "localhost" for every loopback address. Next makes such a redirect relative only where
 * it was itself started as "localhost": started as 127.0.0.1, it would send the browser past the gateway.
 *
 * @param response Of the handler, completed in place.
 * @param listening Origin of `request.nextUrl`.
 * @param ownOrigin The app's own origin that the browser addressed.
 * @source Next.js 16 `NextURL` (`REGEX_LOCALHOST_HOSTNAME`), `getRelativeURL`.
 */
export function addressRedirect(
  response: Response,
  { listening, ownOrigin }: { readonly listening: string; readonly ownOrigin: string },
): void {
  const location = response.headers.get('location');
  if (location === null || !/^http:\/\/localhost(:\d+)?$/.test(listening) || listening === ownOrigin) return;
  if (location !== listening && !location.startsWith(`${listening}/`)) return;
  response.headers.set('location', ownOrigin + location.slice(listening.length));
}
