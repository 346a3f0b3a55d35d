'use client';

import { useLayoutEffect } from 'react';

/**
 * Keeps the `#hash` of the page a stranger wanted. The server never saw it, but browsers carry it along the redirect to
 * the sign-in page; here it is moved to where it belongs, the end of `redirect_url`.
 *
 * @source RFC 9110 section 10.2.2: a Location without a fragment inherits the fragment of the request.
 */
export function ReturnUrlFragment() {
  useLayoutEffect(() => {
    const { hash, href } = window.location;
    const url = new URL(href);
    const returnUrl = url.searchParams.get('redirect_url');
    // Clerk's forms keep a route of their own in fragments that begin with "#/"; it is no part of the page that was wanted.
    if (hash.length < 2 || hash.startsWith('#/') || !returnUrl || returnUrl.includes('#')) return;
    url.searchParams.set('redirect_url', returnUrl + hash);
    url.hash = '';
    // A full load, so that the server checks the completed URL like any other.
    window.location.replace(url);
  }, []);
  return null;
}
