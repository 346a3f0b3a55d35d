'use client';

import { useLayoutEffect } from 'react';
import { isReturnUrlTooLong } from '../registry/return-url.ts';

/**
 * Keeps the `#hash` of the page that an anonymous user asked for. The server never receives it, but browsers keep it during the
 * redirect to the sign-in page; here it is moved to the end of `redirect_url`.
 *
 * @source RFC 9110 section 10.2.2: a Location without a fragment inherits the fragment of the request.
 */
export function ReturnUrlFragment() {
  useLayoutEffect(() => {
    const { hash, href } = window.location;
    const url = new URL(href);
    const returnUrl = url.searchParams.get('redirect_url');
    // Clerk's forms keep their own route in fragments that begin with "#/"; such a fragment is not from the page asked for.
    if (hash.length < 2 || hash.startsWith('#/') || !returnUrl || returnUrl.includes('#')) return;
    // Without its hash the page is still the one that was asked for.
    if (isReturnUrlTooLong(returnUrl + hash)) return;
    url.searchParams.set('redirect_url', returnUrl + hash);
    url.hash = '';
    // A full load, so that the server checks the completed URL like any other.
    window.location.replace(url);
  }, []);
  return null;
}
