import { getDomain } from 'tldts';
import type { DeployPlan, DnsRecord } from './deploy-plan.ts';

interface DnsInput {
  readonly rootDomain: string;
  readonly projects: DeployPlan['projects'];
  readonly workers: DeployPlan['workers'];
  readonly previewSuffix: string | undefined;
}

/**
 * Lists the DNS records that the domain needs.
 *
 * @returns Apps first, then Clerk. Records of workers are left out: Cloudflare creates them in its zone.
 * @source Vercel docs "Setting up a custom domain" (the dashboard shows a target per account; the general one works);
 *   Clerk docs "Deploy to production", DNS records: five CNAMEs, none of them proxied.
 */
export function planDns({ rootDomain, projects, previewSuffix }: DnsInput): DnsRecord[] {
  const apps = projects.flatMap(({ app, domains }) =>
    domains.map((name) => vercelRecord(name, `the app ${app}`)),
  );
  return [...apps, ...clerkRecords(rootDomain), ...(previewSuffix ? suffixRecords(previewSuffix) : [])];
}

function vercelRecord(name: string, reason: string): DnsRecord {
  return {
    name,
    type: 'CNAME',
    value: 'cname.vercel-dns-0.com',
    for: reason,
    isFromDashboard: false,
  };
}

function clerkRecords(rootDomain: string): DnsRecord[] {
  const record = (label: string, value: string, reason: string, isFromDashboard = false): DnsRecord => ({
    name: `${label}.${rootDomain}`,
    type: 'CNAME',
    value,
    for: reason,
    isFromDashboard,
  });
  return [
    record('clerk', 'frontend-api.clerk.services', 'Clerk: the Frontend API, which keeps the session'),
    record('accounts', 'accounts.clerk.services', 'Clerk: its account portal'),
    record('clkmail', 'mail.<instance>.clerk.services', 'Clerk: e-mail', true),
    record('clk._domainkey', 'dkim1.<instance>.clerk.services', 'Clerk: signature of e-mails', true),
    record('clk2._domainkey', 'dkim2.<instance>.clerk.services', 'Clerk: signature of e-mails', true),
  ];
}

/** A suffix needs a wildcard certificate, which Vercel issues only for domains that use its nameservers. */
function suffixRecords(suffix: string): DnsRecord[] {
  const registrable = getDomain(suffix, { allowPrivateDomains: true }) ?? suffix;
  return ['ns1.vercel-dns.com', 'ns2.vercel-dns.com'].map((value) => ({
    name: registrable,
    type: 'NS' as const,
    value,
    for: `previews under ${suffix}`,
    isFromDashboard: false,
  }));
}
