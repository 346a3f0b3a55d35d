import type { LoadedClerk } from '@clerk/shared/types';
import { noteName, SESSION_PROOF_COOKIE } from '../../stored-names.ts';
import { isAuthorizedParty } from '../../token/is-authorized-party.ts';
import { decodeUnverified, readTokenClaims } from '../../token/unverified-claims.ts';

/** Seconds for which a token must still be valid when a request begins. */
const MARGIN_SECONDS = 5;

/** The session and organization that a token must be of. */
type Expected = Pick<NonNullable<LoadedClerk['session']>, 'id' | 'lastActiveOrganizationId'>;

/**
 * Reads the token in this host's cookie, where the server would accept it now, by this browser's clock. It is there before
 * clerk-js is.
 *
 * @param parties Origins whose tokens count.
 * @param session What clerk-js knows; undefined: it has not loaded, and the session is the one of the page.
 * @returns null: none, an old one, one of another origin or session; and where tokens of two sessions came, or over https no page
 *   of this host vouched for the session: another host of the domain may have planted it.
 */
export function readCookieToken(parties: readonly string[], session?: Expected): string | null {
  const pairs = document.cookie.split('; ');
  const found = pairs.flatMap((pair) => {
    const [name = '', token = ''] = pair.split('=', 2);
    const payload = name.startsWith('__session') ? decodeUnverified(token)?.payload : undefined;
    if (!payload) return [];
    const { sid, azp } = readTokenClaims(payload);
    const isFresh = Number(Reflect.get(payload, 'exp')) - Date.now() / 1000 > MARGIN_SECONDS;
    return [
      {
        token,
        sid,
        isRight: isFresh && isAuthorizedParty(azp, parties),
        organization: organizationOf(payload),
      },
    ];
  });
  if (session) {
    const { id, lastActiveOrganizationId: organization } = session;
    const own = found.find((each) => each.isRight && each.sid === id && each.organization === organization);
    return own?.token ?? null;
  }
  const [first] = found;
  const isOneSession = found.every(({ sid }) => sid === first?.sid);
  if (!first?.sid || !isOneSession || !isVouchedFor(first.sid, pairs)) return null;
  return found.find(({ isRight }) => isRight)?.token ?? null;
}

function isVouchedFor(sid: string, pairs: readonly string[]): boolean {
  const { origin } = window.location;
  if (!origin.startsWith('https:')) return true;
  const name = `${noteName(SESSION_PROOF_COOKIE, origin)}=`;
  return pairs.some((pair) => pair.startsWith(name) && pair.slice(name.length).split('.').includes(sid));
}

/** @source Clerk docs "Session tokens": `o.id` in version 2, `org_id` before. */
function organizationOf(payload: object): unknown {
  const organization: unknown = Reflect.get(payload, 'o');
  const id: unknown =
    typeof organization === 'object' && organization !== null
      ? Reflect.get(organization, 'id')
      : Reflect.get(payload, 'org_id');
  return id ?? null;
}
