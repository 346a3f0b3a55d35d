/** Characters. Twice the size of a cookie; servers limit headers to about the same length. */
export const MAX_TOKEN_LENGTH = 8192;

/**
 * Splits a text that may be a JSON Web Token into its three parts, without decoding any of them.
 * Every other reader of tokens begins here: nothing is decoded for a text that is too long or has another number of parts. Otherwise
 * 15 KB of dots, which anyone can send, would be thousands of failing decodings.
 *
 * @param token Any text of a cookie or header.
 * @returns null when it is no token by its form. The parts may still be no base64url.
 * @source RFC 7515 section 7.1 (compact form).
 */
export function splitToken(
  token: string,
): readonly [header: string, payload: string, signature: string] | null {
  if (token.length > MAX_TOKEN_LENGTH) return null;
  const [header, payload, signature, more] = token.split('.', 4);
  if (!header || !payload || signature === undefined || more !== undefined) return null;
  return [header, payload, signature];
}
