import { posix } from 'node:path';
import type { Posture } from '@subdomain-sso/auth/define-sso';
import type { AppChoice, CopyChoices } from './choices.ts';
import { CopyError } from './errors.ts';
import { parseDomain } from './options/parse-domain.ts';
import { parseFolder } from './options/parse-folder.ts';
import { parseScope } from './options/parse-package-name.ts';
import type { NextApp, Target } from './target/target.ts';

/** Options of the command line. */
export interface CopyOptions {
  readonly as: string | undefined;
  readonly scope: string | undefined;
  readonly domain: string | undefined;
  /** 'account,platform:protected,handbook:staffOf=acme'; the first is the primary app. */
  readonly apps: string | undefined;
  /** Which of them the target is, when it is a single app. */
  readonly app: string | undefined;
  readonly withTests: boolean;
}

/** Placeholder for a domain that is not chosen yet; reserved for documentation. */
export const PLACEHOLDER_DOMAIN = 'example.com';

/**
 * Decides everything that a copy needs to know: by the options, else by the target.
 *
 * @throws {CopyError} `invalid_usage`: not a folder inside the target, a scope, a domain, or a list of apps.
 */
export function chooseCopy(options: CopyOptions, target: Target): CopyChoices {
  const form = target.kind === 'workspace' ? 'package' : 'folder';
  if (form === 'folder' && options.withTests) {
    throw usage('--with-tests needs a workspace: in a folder of an app nothing runs them.');
  }
  if (options.app !== undefined) {
    if (form === 'package')
      throw usage('--app says which app a single app is; in a workspace the names of its packages say it.');
    if (options.app !== appLabel(options.app)) throw notSubdomain('--app', options.app);
  }
  const found = nameApps(target.apps);
  const apps =
    options.apps === undefined
      ? suggestApps(options.app === undefined ? found.map(({ app }) => app) : [options.app])
      : parseApps(options.apps);
  const own = options.app ?? (form === 'folder' ? suggestOwn(found[0]?.app, apps) : undefined);
  const named = form === 'folder' ? found.map((each) => ({ ...each, app: own ?? each.app })) : found;
  const placements = named.filter(({ app }) => apps.some(({ name }) => name === app));
  if (placements.length === 0) {
    const names = apps.map(({ name }) => name).join(', ');
    throw usage(`None of the apps here (${named.map(({ app }) => app).join(', ')}) is in --apps (${names}).`);
  }
  const folder = parseFolder(options.as ?? defaultFolder(target));
  const scope = parseScope(options.scope ?? target.scope ?? '@repo');
  return {
    form,
    as: folder,
    // A package beside one of the team's own `auth` needs a name of its own as well.
    packageName: `${scope}/${form === 'package' ? appLabel(posix.basename(folder)) : 'auth'}`,
    domain: parseDomain(options.domain ?? PLACEHOLDER_DOMAIN),
    apps,
    placements: placements.map(({ directory, app, hasSrc }) => ({ directory, app, hasSrc })),
    withTests: options.withTests,
    frameworks: frameworksOf(target),
  };
}

/** Default folder of a copy. */
export function defaultFolder({ kind, apps: [first] }: Target): string {
  if (kind === 'workspace') return 'packages/auth';
  return first.hasSrc ? 'src/lib/auth' : 'lib/auth';
}

function frameworksOf({ apps: [first] }: Target): Readonly<Record<string, string>> {
  const { dependencies = {} }: { dependencies?: Record<string, string> } = JSON.parse(first.manifest.text);
  const names = ['next', 'react', 'react-dom'];
  return Object.fromEntries(Object.entries(dependencies).filter(([name]) => names.includes(name)));
}

/** By the name of the package; where two have the same, by the folder: 'apps/web' and 'examples/web'. */
function nameApps(apps: Target['apps']): readonly (NextApp & { readonly app: string })[] {
  const labels = apps.map(({ name }) => appLabel(name));
  const isTwice = (label: string) => labels.filter((each) => each === label).length > 1;
  return apps.map((app) => {
    const label = appLabel(app.name);
    return { ...app, app: isTwice(label) ? appLabel(app.directory || app.name) : label };
  });
}

function suggestApps(names: readonly string[]): readonly [AppChoice, ...AppChoice[]] {
  const primary = names.find((name) => /^(account|accounts|auth|login)$/.test(name)) ?? names[0] ?? 'account';
  const others = [...new Set(names)].filter((name) => name !== primary);
  return [
    { name: primary, posture: 'mixed' },
    ...others.map((name): AppChoice => ({ name, posture: 'protected' })),
  ];
}

function suggestOwn(label: string | undefined, apps: readonly [AppChoice, ...AppChoice[]]): string {
  return apps.some(({ name }) => name === label) && label !== undefined ? label : apps[0].name;
}

function parseApps(list: string): readonly [AppChoice, ...AppChoice[]] {
  const [first, ...others] = list.split(',').map((text, index): AppChoice => {
    const [name = '', posture] = text.trim().split(':');
    if (name !== appLabel(name)) throw notSubdomain('--apps', name);
    return { name, posture: parsePosture(posture ?? (index === 0 ? 'mixed' : 'protected')) };
  });
  const names = [first, ...others].map((app) => app?.name);
  if (!first || new Set(names).size !== names.length) throw usage('--apps names an app twice, or no app.');
  return [first, ...others];
}

/**
 * Reads a posture from the command line.
 *
 * @param text 'public', 'mixed', 'protected', or 'staffOf:acme' ('staffOf=acme' inside a list).
 * @throws {CopyError} `invalid_usage`
 */
export function parsePosture(text: string): Posture {
  if (text === 'public' || text === 'mixed' || text === 'protected') return text;
  const slug = /^staffOf[:=]([a-z0-9][a-z0-9-]*)$/.exec(text)?.[1];
  if (slug !== undefined) return { staffOf: slug };
  throw usage(`"${text}" is not a posture. Postures: public, mixed, protected, staffOf:ORGANIZATION.`);
}

/** A name as a subdomain: lower case, at most 63 characters, no dash at an end. */
export function appLabel(name: string): string {
  const label = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 63);
  return label.replaceAll(/^-+|-+$/g, '') || 'app';
}

function notSubdomain(option: string, name: string): CopyError {
  return usage(`${option}: "${name}" is not a subdomain (lower-case letters, digits, "-").`);
}

function usage(message: string): CopyError {
  return new CopyError('invalid_usage', message);
}
