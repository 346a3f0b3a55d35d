import { getDomain, getHostname, parse } from 'tldts';
import { DeployError } from './errors.ts';

/**
 * Reads --domain.
 *
 * @param option As given; undefined stays undefined.
 * @throws {DeployError} `invalid_usage`: no registrable domain, such as "https://acme.com" or "app.acme.com".
 */
export function parseDomain(option: string | undefined): string | undefined {
  if (option === undefined) return undefined;
  const { domain, isIp } = parse(option, { allowPrivateDomains: true });
  if (domain === option && !isIp) return option;
  const nearest = domain ? ` Did you mean ${domain}?` : '';
  throw new DeployError(
    'invalid_usage',
    `--domain takes a registrable domain, such as acme.com, not "${option}".${nearest}`,
  );
}

/**
 * Reads --preview-suffix: the host under which previews get their addresses.
 *
 * @throws {DeployError} `invalid_usage`: no host name, or a public suffix that is not vercel.app.
 */
export function parsePreviewSuffix(option: string | undefined): string | undefined {
  if (option === undefined || option === 'vercel.app') return option;
  if (getHostname(option) === option && getDomain(option, { allowPrivateDomains: true })) return option;
  throw new DeployError(
    'invalid_usage',
    `--preview-suffix takes a host under a domain of yours, such as preview.acme.dev, not "${option}".`,
  );
}
