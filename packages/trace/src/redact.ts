/** Replaces what is not shown. */
const HIDDEN = '…';
const MAX_TEXT_LENGTH = 4000;
/** Shorter values could be guessed anyway, and occur in ordinary words. */
const MIN_SECRET_LENGTH = 8;

/** Makes the text of a URL, header or body safe to show: no secret, no control character, limited length. */
export type Redact = (text: string) => string;

/**
 * Builds the redaction of one trace.
 *
 * @param secrets Values known to be secret (cookies, tokens of URLs): hidden wherever they appear, encoded or not.
 * @returns Hides those, anything that looks like a JSON Web Token, passwords and fragments of URLs, and query parameters with
 *   the name of a secret, also inside URLs within URLs.
 */
export function buildRedact(secrets: Iterable<string>): Redact {
  const known = [...new Set([...secrets].flatMap(spellings))]
    .filter((secret) => secret.length >= MIN_SECRET_LENGTH)
    .sort((a, b) => b.length - a.length);
  return (text) => {
    let shown = text;
    for (const secret of known) shown = shown.replaceAll(secret, HIDDEN);
    shown = hideParameters(shown, MAX_NESTING);
    // Control characters could control the reader's terminal.
    shown = shown.replace(/\p{Cc}/gu, ' ').replace(JWT, HIDDEN);
    return shown.length > MAX_TEXT_LENGTH ? `${shown.slice(0, MAX_TEXT_LENGTH)}${HIDDEN}` : shown;
  };
}

/** Values of secret parameters in a URL, to be hidden elsewhere, too. */
export function secretsInUrl(text: string): readonly string[] {
  const found: string[] = [];
  hideParameters(text, MAX_NESTING, (value) => found.push(value));
  return found;
}

const JWT = /eyJ[\w-]{4,}\.[\w-]{4,}(\.[\w-]*)?/g;
const MAX_NESTING = 6;
const PARAMETER = /([?&#;]|^)([^=?&#;/\s]+)=([^&#\s]*)/g;

function hideParameters(text: string, nesting: number, onSecret: (value: string) => void = () => {}): string {
  return text
    .replace(/(:\/\/)[^/?#@\s]*@/g, `$1${HIDDEN}@`)
    .replace(PARAMETER, (_all, separator: string, name: string, value: string) => {
      const shown = isSecretName(decode(name))
        ? hideValue(value, onSecret)
        : hideInside(value, nesting, onSecret);
      return `${separator}${name}=${shown}`;
    })
    .replace(/(:\/\/[^\s#]*)#[^\s]+/g, (_all, before: string) => `${before}#${HIDDEN}`);
}

function hideValue(value: string, onSecret: (value: string) => void): string {
  if (value === '') return '';
  onSecret(value);
  return HIDDEN;
}

/** A value may itself be a URL or a query; each level is decoded once, as each server on the way does. */
function hideInside(value: string, nesting: number, onSecret: (value: string) => void): string {
  const decoded = decode(value);
  if (!/[=@#]/.test(decoded))
    return value.includes('%25') ? hideEncodedTwice(value, nesting, onSecret) : value;
  if (nesting === 0) return HIDDEN;
  const hidden = hideParameters(decoded, nesting - 1, onSecret);
  if (hidden === decoded) return value;
  return encodeURIComponent(hidden).replaceAll(encodeURIComponent(HIDDEN), HIDDEN);
}

function hideEncodedTwice(value: string, nesting: number, onSecret: (value: string) => void): string {
  if (nesting === 0) return HIDDEN;
  const decoded = decode(value);
  const hidden = hideInside(decoded, nesting - 1, onSecret);
  return hidden === decoded
    ? value
    : encodeURIComponent(hidden).replaceAll(encodeURIComponent(HIDDEN), HIDDEN);
}

/** Names of OAuth, SAML and Clerk parameters that carry a secret, and names that look like one. */
function isSecretName(name: string): boolean {
  return SECRET_NAMES.test(name) || SECRET_PARTS.test(name);
}

const SECRET_NAMES =
  /^(code|state|nonce|key|sig|signature|auth|authorization|otp|pin|sid|jwt|session|hash|pass|pwd)$/i;
const SECRET_PARTS =
  /token|secret|ticket|passw|credential|assertion|saml|relaystate|api[_-]?key|handshake|_jwt|__session|dev_session|jsessionid|auth_?code|(user|device|verification)_code|code_verifier|signature|magic/i;

function spellings(secret: string): string[] {
  return [secret, decode(secret), encodeURIComponent(secret), encodeURIComponent(decode(secret))];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
