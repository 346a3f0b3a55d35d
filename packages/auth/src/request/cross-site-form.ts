import type { Cookies } from './cookies.ts';
import type { RequestKind } from './request-kind.ts';

/**
 * Ends the query of a form that another site sent and that a page of this app sends once more. The form stays one of another
 * site, although this app's origin now sends it. The mark can only refuse: one who writes it by hand gains nothing.
 */
const MARK = '__sso_cross_site_form=1';

const MARKED = new RegExp(`[?&]${MARK}$`);

/** Whether a query ends with the mark. */
export function hasCrossSiteMark(search: string): boolean {
  return search.endsWith(MARK) && MARKED.test(search);
}

/** Adds the mark to a query, or keeps the one that is there. */
export function markCrossSite(search: string): string {
  if (hasCrossSiteMark(search)) return search;
  return `${search === '' ? '?' : `${search}&`}${MARK}`;
}

/** Removes the mark; the rest of the query stays byte for byte. */
export function unmarkCrossSite(search: string): string {
  return search.replace(MARKED, '');
}

/**
 * Whether another site sent a form whose user cannot be known: the browser kept the `SameSite=Lax` cookies at home. A sibling app
 * is the same site, and its cookies come.
 */
export function isFirstCrossSiteForm({
  kind,
  site,
  cookies,
  isForeignWrite,
}: {
  readonly kind: RequestKind;
  readonly site: string | null;
  readonly cookies: Cookies;
  readonly isForeignWrite: boolean;
}): boolean {
  if (kind !== 'submission' || !isForeignWrite || site === 'same-site' || site === 'same-origin')
    return false;
  return ![...cookies.values.keys()].some((name) => /^__(client_uat|session)/.test(name));
}
