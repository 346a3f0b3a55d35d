import { getDomain } from 'tldts';

/**
 * Lists the domains above a host on which a cookie can be set, up to its registrable domain.
 *
 * @param host Without port.
 * @returns Nearest first; empty for an IP address, for a registrable domain, and for a host directly under a public suffix.
 * @source Public Suffix List through tldts; RFC 6265 section 5.3, step 5.
 * @example parentDomains('platform.staging.acme.example') // ['staging.acme.example', 'acme.example']
 */
export function parentDomains(host: string): readonly string[] {
  const registrable = getDomain(host, { allowPrivateDomains: true });
  if (!registrable || host === registrable) return [];
  const labels = host.split('.');
  return labels
    .map((_label, index) => labels.slice(index + 1).join('.'))
    .filter((domain) => domain === registrable || domain.endsWith(`.${registrable}`));
}

/** The widest domain on which a host shares cookies; null where there is none. @example sharedDomainOf('docs.acme.example') // 'acme.example' */
export function sharedDomainOf(host: string): string | null {
  return parentDomains(host).at(-1) ?? null;
}
