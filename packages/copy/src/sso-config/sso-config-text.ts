import type { Posture } from '@subdomain-sso/auth/define-sso';
import type { AppChoice, CopyChoices } from '../choices.ts';
import { readConfigObject } from './config-object.ts';

/**
 * Builds the `sso.config.ts` of a copy: that of this repository, with the domain and apps of the copy, so that its comments
 * and types are written once.
 *
 * @param text Our own `sso.config.ts`.
 */
export function buildSsoConfig(text: string, { domain, apps }: Pick<CopyChoices, 'domain' | 'apps'>): string {
  const { property } = readConfigObject(text);
  const lines = apps.map((app) => appEntry(app, { indent: '    ', project: app.name }));
  const label = domain.split('.')[0] ?? domain;
  const changes = [
    { ...property('rootDomain'), text: `'${domain}'` },
    { ...property('localRootDomain'), text: `'${label}.localhost'` },
    { ...property('primary'), text: `'${apps[0].name}'` },
    { ...property('apps'), text: `{\n${lines.join('\n')}\n  }` },
  ];
  return changes
    .sort((a, b) => b.start - a.start)
    .reduce((whole, { start, end, text: value }) => whole.slice(0, start) + value + whole.slice(end), text);
}

/**
 * Builds one line of `apps`, without its line end.
 *
 * @param project Name of its Vercel project.
 */
export function appEntry(
  { name, posture }: AppChoice,
  { indent, project }: { readonly indent: string; readonly project: string },
): string {
  return `${indent}${key(name)}: { posture: ${postureText(posture)}, vercelProject: '${project}', callers: [] },`;
}

function key(name: string): string {
  return /^[a-z][a-z0-9]*$/.test(name) ? name : `'${name}'`;
}

function postureText(posture: Posture): string {
  return typeof posture === 'string' ? `'${posture}'` : `{ staffOf: '${posture.staffOf}' }`;
}
