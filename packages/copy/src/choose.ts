import { posix } from 'node:path';
import type { Posture } from '@subdomain-sso/auth/define-sso';
import type { AppChoice, CopyChoices } from './choices.ts';
import { CopyError } from './errors.ts';
import type { Target } from './target/target.ts';

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
  const found = target.apps.map((app) => ({ ...app, app: appLabel(app.name) }));
  const apps =
    options.apps === undefined ? suggestApps(found.map(({ app }) => app)) : parseApps(options.apps);
  const own = options.app ?? (form === 'folder' ? suggestOwn(found[0]?.app, apps) : undefined);
  const named = form === 'folder' ? found.map((each) => ({ ...each, app: own ?? each.app })) : found;
  const placements = named.filter(({ app }) => apps.some(({ name }) => name === app));
  if (placements.length === 0) {
    const names = apps.map(({ name }) => name).join(', ');
    throw usage(`None of the apps here (${named.map(({ app }) => app).join(', ')}) is in --apps (${names}).`);
  }
  return {
    form,
    as: parseFolder(options.as ?? defaultFolder(target)),
    packageName: `${parseScope(options.scope ?? target.scope ?? '@repo')}/auth`,
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
    if (name !== appLabel(name))
      throw usage(`--apps: "${name}" is not a subdomain (lower-case letters, digits, "-").`);
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

function parseFolder(path: string): string {
  const folder = posix.normalize(path.replaceAll('\\', '/')).replace(/\/$/, '');
  if (/^(\.|\.\.|\.\.\/.*|\/.*|[A-Za-z]:.*)$/.test(folder))
    throw usage(`--as is a folder inside the target, not "${path}".`);
  return folder;
}

function parseScope(scope: string): string {
  if (/^@[a-z0-9][a-z0-9._-]*$/.test(scope)) return scope;
  throw usage(`--scope is the scope of your packages, such as @acme, not "${scope}".`);
}

function parseDomain(domain: string): string {
  if (/^([a-z0-9-]+\.)+[a-z]{2,}$/.test(domain)) return domain;
  throw usage(`--domain is your registrable domain, such as acme.com, not "${domain}".`);
}

function usage(message: string): CopyError {
  return new CopyError('invalid_usage', message);
}
