import { MalformedJarError } from '../errors.ts';
import type { StoredCookie } from './stored-cookie.ts';

const HTTP_ONLY_PREFIX = '#HttpOnly_';
const HEADER =
  '# Netscape HTTP Cookie File\n# Written by `sso trace`. Anyone who has this file is signed in as you.\n';

/**
 * Parses curl's cookie file.
 *
 * @param text Lines of seven fields, separated by tabs; `#` begins a comment, `#HttpOnly_` a cookie. An empty text is an empty jar.
 * @throws {MalformedJarError} names the line, never its content.
 * @source curl docs "HTTP cookies", cookie file format.
 */
export function parseNetscapeJar(text: string): readonly StoredCookie[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const isComment = line.startsWith('#') && !line.startsWith(HTTP_ONLY_PREFIX);
    return line.trim() === '' || isComment ? [] : [parseLine(line, index + 1)];
  });
}

/**
 * Renders what `parseNetscapeJar` reads and `curl -b` accepts. SameSite is lost: the format has no place for it.
 *
 * @returns Only the header when there are no cookies.
 */
export function renderNetscapeJar(cookies: readonly StoredCookie[]): string {
  return HEADER + cookies.map((cookie) => `${renderLine(cookie)}\n`).join('');
}

function parseLine(line: string, number: number): StoredCookie {
  const isHttpOnly = line.startsWith(HTTP_ONLY_PREFIX);
  const fields = (isHttpOnly ? line.slice(HTTP_ONLY_PREFIX.length) : line).split('\t');
  // Editors strip the tab before an empty value; curl reads that, too.
  const [domain = '', subdomains = '', path = '', secure = '', expires = '', name = '', value = ''] = fields;
  const refuse = (problem: string) => new MalformedJarError(problem, number);
  if (fields.length !== 6 && fields.length !== 7)
    throw refuse(`${fields.length} field(s) separated by tabs; a cookie has 7`);
  if (!/^\.?[^\s.][^\s]*$/.test(domain)) throw refuse('field 1 is not a domain');
  if (!isFlag(subdomains)) throw refuse('field 2 is neither TRUE nor FALSE');
  if (!path.startsWith('/')) throw refuse('field 3 is not a path');
  if (!isFlag(secure)) throw refuse('field 4 is neither TRUE nor FALSE');
  if (!/^\d+(\.\d+)?$/.test(expires)) throw refuse('field 5 is not a time in seconds');
  return {
    name,
    value,
    domain: domain.replace(/^\./, '').toLowerCase(),
    isHostOnly: subdomains === 'FALSE',
    path,
    isSecure: secure === 'TRUE',
    isHttpOnly,
    expiresAtSeconds: Number(expires) === 0 ? null : Number(expires),
    sameSite: null,
  };
}

function isFlag(field: string): boolean {
  return field === 'TRUE' || field === 'FALSE';
}

function renderLine(cookie: StoredCookie): string {
  const flag = (isSet: boolean) => (isSet ? 'TRUE' : 'FALSE');
  const fields = [
    cookie.isHostOnly ? cookie.domain : `.${cookie.domain}`,
    flag(!cookie.isHostOnly),
    cookie.path,
    flag(cookie.isSecure),
    Math.ceil(cookie.expiresAtSeconds ?? 0),
    cookie.name,
    cookie.value,
  ];
  return `${cookie.isHttpOnly ? HTTP_ONLY_PREFIX : ''}${fields.join('\t')}`;
}
