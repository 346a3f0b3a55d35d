import { getDomain } from 'tldts';
import type { EnvironmentCheck, Finding } from '../check.ts';
import { frontendApiOf } from '../clerk/keys.ts';
import type { Setting } from '../clerk/settings.ts';

/** @source clerk/javascript#2595, #3506; Clerk docs "Managing environments": staging needs a root domain of its own. */
export const twoInstances: EnvironmentCheck = {
  id: 'two-instances',
  kind: 'environment',
  title: 'Two Clerk instances under one registrable domain',
  whyItMatters:
    'Both set __client_uat for the whole domain, and each reads the other’s cookie as its own: users are sent through handshakes or signed out whenever the other instance is used.',
  fix: 'Give staging a registrable domain of its own (acme-staging.com, not staging.acme.com), with an instance of its own.',
  severity: 'error',
  run: ({ repository, settingsOf }) => {
    const hosts = new Map<string, Setting>();
    for (const setting of repository.apps.flatMap(settingsOf)) {
      const host = setting.name.endsWith('CLERK_PUBLISHABLE_KEY') ? frontendApiOf(setting.value) : undefined;
      if (host !== undefined && !hosts.has(host)) hosts.set(host, setting);
    }
    return [...hosts].flatMap(([host, setting], index) =>
      clash([...hosts.keys()].slice(0, index), host, setting),
    );
  },
};

function clash(earlier: readonly string[], host: string, { name, file, line }: Setting): readonly Finding[] {
  // Clerk's development instances under accounts.dev never share cookies.
  const domain = getDomain(host, { allowPrivateDomains: true });
  if (domain === null || domain.endsWith('accounts.dev')) return [];
  const other = earlier.find((known) => getDomain(known, { allowPrivateDomains: true }) === domain);
  if (other === undefined) return [];
  const saw = `${name} is of ${host}, another key of ${other}: both are under ${domain}`;
  return [{ saw, ...(file === undefined ? {} : { file }), ...(line === undefined ? {} : { line }) }];
}
