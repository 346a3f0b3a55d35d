import { isFirstCrossSiteForm } from './cross-site-form.ts';
import type { ArrivedRequest } from './read-request.ts';

/**
 * Which page sent a request: one of this app, or one of another origin. `unknown`: a program, or a browser so old that it says
 * neither; only such a client can send neither Origin nor Fetch metadata.
 */
export type Sender = 'own' | 'foreign' | 'unknown';

/** What a request says about the page that sent it. */
type SenderNotes = Pick<ArrivedRequest, 'origin' | 'site' | 'isCrossSiteForm'>;

/**
 * Finds which page sent a write. Sibling subdomains are the same site, so SameSite cookies do not stop them; only the whole
 * origin tells them apart. Where a page hides its origin (`Referrer-Policy: no-referrer`, a sandbox), Fetch metadata decide, which
 * no page can write.
 *
 * @param own The app's own origins.
 * @source Fetch standard, "append a request Origin header"; Fetch Metadata `Sec-Fetch-Site`; CWE-352.
 */
export function senderOf({ origin, site, isCrossSiteForm }: SenderNotes, own: readonly string[]): Sender {
  if (isCrossSiteForm) return 'foreign';
  if (origin !== null && origin !== 'null') return own.includes(origin) ? 'own' : 'foreign';
  if (site === 'same-origin') return 'own';
  if (site === 'same-site' || site === 'cross-site') return 'foreign';
  return origin === null ? 'unknown' : 'foreign';
}

/** Whether a page of another origin asks for a change. */
export function isForeignWrite(
  request: SenderNotes & Pick<ArrivedRequest, 'isRead'>,
  own: readonly string[],
): boolean {
  return !request.isRead && senderOf(request, own) === 'foreign';
}

/**
 * A form of another site. `first`: the browser kept its cookies at home, so the user is unknown. `again`: a page of this app sent
 * it once more, with the cookies. `unresolved`: it has the mark of a form that is sent once more, and no page of this app sent
 * it: the browser runs that page without an origin (a sandbox), or another page wrote the mark. Sending it again would not end.
 */
export type CrossSiteForm = 'first' | 'again' | 'unresolved';

/**
 * Finds which part another site has in a form.
 *
 * @param own The app's own origins.
 * @returns null: none, or it is no form.
 * @source HTML standard "sandboxed origin browsing context flag": such a page sends `Origin: null` and `Sec-Fetch-Site: cross-site`.
 */
export function crossSiteFormOf(
  request: SenderNotes & Pick<ArrivedRequest, 'kind' | 'cookies'>,
  own: readonly string[],
): CrossSiteForm | null {
  if (request.kind !== 'submission') return null;
  const isForeign = senderOf({ ...request, isCrossSiteForm: false }, own) === 'foreign';
  if (request.isCrossSiteForm) return isForeign ? 'unresolved' : 'again';
  return isFirstCrossSiteForm({ ...request, isForeignWrite: isForeign }) ? 'first' : null;
}

/**
 * Whether another origin has a part in a navigation. False for one that was typed, clicked on a page of this app, or reloaded,
 * and in browsers that do not report it.
 *
 * @source Fetch Metadata `Sec-Fetch-Site`: the least trusted of all URLs of a redirect chain.
 */
export function isArrival({ site }: Pick<ArrivedRequest, 'site'>): boolean {
  return site === 'same-site' || site === 'cross-site';
}
