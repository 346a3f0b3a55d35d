import { createClerkClient } from '@clerk/backend';
import type { BrowserContext } from '@playwright/test';
import type { BareStack } from '@repo/stack/bare-stack';

const SIGNED_IN_AGO_MS = 10 * 60_000;
/** Twice as long as a session token is valid. */
const MINTED_AGO_MS = 2 * 60_000;

/** A session that somebody began ten minutes ago in another browser window. */
export interface PastSession {
  readonly userId: string;
  /** Makes a fresh browser the one that this person signed in with; no app has seen it yet. */
  addTo(context: BrowserContext): Promise<void>;
  /** Replaces an app's session token by the one it would have had a minute too long: same person, same azp, expired. */
  expire(context: BrowserContext, origin: string): Promise<void>;
}

/**
 * Signs somebody in as clerk-js does, on a Clerk whose clock is turned back for a moment. So an expired token can be one
 * that Clerk itself signed, younger than the sign-in, without anybody waiting for it.
 *
 * @param setClock Offset of Clerk's clock, milliseconds.
 */
export async function signInInThePast(
  { clerk, clerkOrigin, originOf }: BareStack,
  setClock: (offsetMs: number) => void,
): Promise<PastSession> {
  const { url, secretKey, publishableKey } = clerk;
  const backend = createClerkClient({ secretKey, publishableKey, apiUrl: url });
  const { data } = await backend.users.getUserList({ limit: 1 });
  const userId = data[0]?.id;
  if (!userId) throw new Error('The local Clerk has nobody in its seed.');

  setClock(-SIGNED_IN_AGO_MS);
  const { token: ticket } = await backend.signInTokens.createSignInToken({ userId, expiresInSeconds: 60 });
  const call = (
    path: string,
    origin: string,
    headers: Record<string, string>,
    body: Record<string, string>,
  ) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { ...headers, origin },
      body: new URLSearchParams(body),
    });
  const signedIn = await call('/v1/client/sign_ins', originOf('account'), {}, { strategy: 'ticket', ticket });
  // Clerk's documented answer to a sign-in.
  const { response } = (await signedIn.json()) as { response: { created_session_id: string } };
  setClock(0);

  const cookies = signedIn.headers
    .getSetCookie()
    .map((line) => readCookie(line, new URL(clerkOrigin).hostname));
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const tokensPath = `/v1/client/sessions/${response.created_session_id}/tokens`;
  const mint = async (origin: string): Promise<string> => {
    setClock(-MINTED_AGO_MS);
    const minted = await call(tokensPath, origin, { cookie }, {});
    setClock(0);
    // Clerk's documented answer to a minting call.
    return ((await minted.json()) as { jwt: string }).jwt;
  };
  return {
    userId,
    addTo: (context) => context.addCookies(cookies),
    async expire(context, origin) {
      const value = await mint(origin);
      const held = (await context.cookies(origin)).filter(({ name }) => name.startsWith('__session'));
      await context.addCookies(held.map(({ name }) => ({ name, value, url: origin })));
    },
  };
}

function readCookie(line: string, host: string) {
  const [pair = '', ...attributes] = line.split('; ');
  const separator = pair.indexOf('=');
  const domain = attributes.find((text) => /^domain=/i.test(text))?.slice('domain='.length);
  return {
    name: pair.slice(0, separator),
    value: pair.slice(separator + 1),
    domain: domain ? `.${domain.replace(/^\./, '')}` : host,
    path: '/',
    httpOnly: attributes.some((text) => /^httponly$/i.test(text)),
  };
}
