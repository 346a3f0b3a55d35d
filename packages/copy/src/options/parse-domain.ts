import { domainToASCII } from 'node:url';
import { parse } from 'tldts';
import { CopyError } from '../errors.ts';

/**
 * Reads the registrable domain of production: the part of a host that its owner registered, and below which cookies are shared.
 *
 * @param text As typed. Upper case, a dot at the end and letters beyond ASCII are accepted.
 * @returns In lower case, in ASCII (punycode), without a dot at the end.
 * @throws {CopyError} `invalid_usage`: no domain, or one below which no session cookie is shared.
 * @source Public Suffix List through tldts, with its private part; RFC 1035 section 2.3.1, RFC 5891 section 4.4.
 * @example parseDomain('Acme.com.') // 'acme.com'
 */
export function parseDomain(text: string): string {
  const typed = text.trim();
  const refused = (why: string, fix: string) =>
    new CopyError('invalid_usage', `--domain: "${text}" ${why}. ${fix}`);
  if (typed === '') throw refused('is empty', EXAMPLE);
  const hostTyped = hostOf(typed);
  if (hostTyped !== undefined) throw refused('is more than a domain', `Write only the domain: ${hostTyped}.`);
  const wildcard = /^(?:\*?\.)+(?<rest>.+)$/.exec(typed)?.groups?.rest;
  if (wildcard !== undefined)
    throw refused('is a pattern', `Every subdomain is meant already: write ${wildcard}.`);
  if (parse(typed).isIp || parse(domainToASCII(typed)).isIp)
    throw refused('is an IP address, and an address has no subdomains to share a cookie', EXAMPLE);
  const host = domainToASCII(typed).replace(/\.$/, '');
  const fault = host === '' ? 'holds characters that no domain has' : faultOfLabels(host);
  if (fault !== undefined) throw refused(fault, EXAMPLE);
  if (host === 'localhost' || host.endsWith('.localhost'))
    throw refused(
      'is this machine',
      'Name the domain of production; on this machine the apps get subdomains of localhost without it.',
    );
  if (!host.includes('.'))
    throw refused('is one label, without a top-level domain', `Write it in full, such as ${host}.com.`);
  const { domain, publicSuffix } = parse(host, { allowPrivateDomains: true });
  if (domain === null)
    throw refused(
      'is a public suffix: browsers share no cookie between the sites below it',
      `Use a domain that is registered below it, such as acme.${publicSuffix ?? host}.`,
    );
  if (domain !== host)
    throw refused(
      'is a subdomain of the domain that was registered, and the session cookie belongs to that one',
      `Use ${domain}.`,
    );
  return host;
}

const EXAMPLE = 'Write the registrable domain of production, such as acme.com.';

/** The host in an address with a scheme, a port, a path or a user; undefined where there is none of them. */
function hostOf(typed: string): string | undefined {
  if (!/[/:@?#]/.test(typed) || /^\[?[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*\]?$/i.test(typed)) return undefined;
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `http://${typed}`;
  const host = URL.canParse(address) ? new URL(address).hostname : '';
  return host === '' ? 'acme.com' : host;
}

function faultOfLabels(host: string): string | undefined {
  const labels = host.split('.');
  const edge = labels.find((label) => label.startsWith('-') || label.endsWith('-'));
  if (edge !== undefined) return `has "-" at an end of "${edge}", which no registry allows`;
  if (labels.includes('')) return 'has two dots in a row';
  const odd = labels.find((label) => !/^[a-z0-9-]+$/.test(label));
  if (odd !== undefined) return `has a character in "${odd}" that is no letter, digit or "-"`;
  const long = labels.find((label) => label.length > 63);
  if (long !== undefined) return `has a part of ${long.length} characters; 63 are allowed`;
  if (host.length > 253) return `has ${host.length} characters; 253 are allowed`;
  return /^\d+$/.test(labels.at(-1) ?? '') ? 'ends in a number, which no top-level domain is' : undefined;
}
