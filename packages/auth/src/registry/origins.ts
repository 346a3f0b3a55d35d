import { appDefinition, pageAppNames, type SsoConfig } from './define-sso.ts';
import type { Environment } from './environment.ts';
import { type Origin, parseOrigin } from './origin.ts';
import { siblingPreviewOrigin } from './sibling-preview.ts';

/** The origins of one app; `own[0]` is the one to link to. `absent`: it has no deployment here. */
export type AppOrigins =
  | { readonly status: 'present'; readonly own: readonly [Origin, ...Origin[]] }
  | { readonly status: 'absent'; readonly reason: string };

/** Every app's origins in one environment. */
export type OriginMap<Name extends string = string> = { readonly [K in Name]: AppOrigins };

/** One app of a registry, in one environment. */
export interface AppInEnvironment<Name extends string = string> {
  /** The registry, from `sso.config.ts`. */
  readonly config: SsoConfig<Name>;
  /** The app from whose point of view the question is answered. */
  readonly self: NoInfer<Name>;
  /** From `readEnvironment()`; never from a request. */
  readonly environment: Environment;
}

/**
 * Lists where every app lives in this environment, from the point of view of one of them.
 * A sibling app without a preview is `absent`, never its production: a preview must not act on production data.
 *
 * @param app In a preview, its own origins come from Vercel's variables, those of its siblings from related projects.
 * @throws {AuthConfigError} `unknown_app`; `invalid_origin` when a host in `config` makes no origin.
 * @source Vercel docs "System environment variables" and "Related projects".
 */
export function resolveOrigins<Name extends string>(app: AppInEnvironment<Name>): OriginMap<Name> {
  appDefinition(app.config, app.self);
  return mapApps(app.config, (name) => originsOf(app, name));
}

/** The one origin of every app behind the local gateway, `http://<app>.<local root>:<port>`. */
export function localOrigins<Name extends string>(
  config: SsoConfig<Name>,
  port: number,
): Record<Name, Origin> {
  return mapApps(config, (name) => localOrigin(config, name, port));
}

/** The local Clerk's host behind the gateway, `clerk.<local root>:<port>`; the publishable key encodes it. */
export function localClerkHost(config: SsoConfig, port: number): string {
  return `clerk.${config.localRootDomain}:${port}`;
}

/** The origins to link to, of the apps that exist in this environment. */
export function canonicalOrigins<Name extends string>(
  origins: OriginMap<Name>,
): Partial<Record<Name, Origin>> {
  const present: Partial<Record<Name, Origin>> = {};
  for (const [name, app] of Object.entries<AppOrigins>(origins)) {
    // Object.entries widens the key; it comes from OriginMap<Name>.
    if (app.status === 'present') present[name as Name] = app.own[0];
  }
  return present;
}

/**
 * Lists every origin of every app with pages that exists in this environment, sorted, without repeats.
 * APIs are left out: no redirect leads there, and no token is minted there.
 */
export function knownOrigins<Name extends string>(
  config: SsoConfig<Name>,
  origins: OriginMap<NoInfer<Name>>,
): readonly Origin[] {
  const apps = pageAppNames(config).map((name): AppOrigins => origins[name]);
  const all = apps.flatMap((app) => (app.status === 'present' ? app.own : []));
  return [...new Set(all)].sort();
}

function originsOf<Name extends string>(app: AppInEnvironment<Name>, name: Name): AppOrigins {
  const { config, self, environment } = app;
  switch (environment.kind) {
    case 'local':
      return {
        status: 'present',
        own: unique(
          localOrigin(config, name, environment.port),
          localOwnOrigins(config, name, environment.port),
        ),
      };
    case 'production': {
      const projectOrigin = name === self ? environment.projectOrigin : undefined;
      return { status: 'present', own: productionOrigins(config, name, projectOrigin) };
    }
    case 'preview':
      if (name === self) return { status: 'present', own: environment.own };
      return siblingPreview(environment, {
        name,
        project: appDefinition(config, name).vercelProject,
        ownProject: appDefinition(config, self).vercelProject,
      });
  }
}

function productionOrigins<Name extends string>(
  config: SsoConfig<Name>,
  name: Name,
  projectOrigin: Origin | undefined,
): readonly [Origin, ...Origin[]] {
  const canonical = parseOrigin(
    `https://${label(config, name)}.${config.rootDomain}`,
    `sso.config.ts (apps.${name})`,
  );
  const underRoot = projectOrigin?.endsWith(`.${config.rootDomain}`);
  const project = projectOrigin && underRoot ? [projectOrigin] : [];
  return unique(canonical, [...project, ...ownOrigins(config, name)]);
}

function unique(first: Origin, others: readonly Origin[]): readonly [Origin, ...Origin[]] {
  return [first, ...new Set(others.filter((origin) => origin !== first))];
}

/** The further origins of an app in production, from sso.config.ts. */
function ownOrigins<Name extends string>(config: SsoConfig<Name>, name: Name): readonly Origin[] {
  const app = appDefinition(config, name);
  const listed = app.posture === 'bearer' ? [] : (app.ownOrigins ?? []);
  return listed.map((origin) => parseOrigin(origin, `apps.${name}.ownOrigins`));
}

/** The same names below the local root domain. */
function localOwnOrigins<Name extends string>(config: SsoConfig<Name>, name: Name, port: number): Origin[] {
  return ownOrigins(config, name).map((origin) => {
    const labels = new URL(origin).hostname.slice(0, -config.rootDomain.length);
    return parseOrigin(`http://${labels}${config.localRootDomain}:${port}`, `apps.${name}.ownOrigins`);
  });
}

function siblingPreview(
  { own, siblings }: Extract<Environment, { kind: 'preview' }>,
  {
    name,
    project,
    ownProject,
  }: {
    readonly name: string;
    readonly project: string | undefined;
    readonly ownProject: string | undefined;
  },
): AppOrigins {
  if (project === undefined) return { status: 'absent', reason: `"${name}" is not deployed on Vercel.` };
  const sibling = siblings.find((candidate) => candidate.project === project);
  if (sibling?.origin) return { status: 'present', own: [sibling.origin] };
  // Vercel lists the project without a deployment for this branch: no other address can be right.
  const isDerivable = sibling === undefined && ownProject !== undefined;
  const derived = isDerivable
    ? siblingPreviewOrigin(own[0], { ownProject, siblingProject: project })
    : undefined;
  if (derived) return { status: 'present', own: [derived] };
  const reason = sibling
    ? `The Vercel project "${project}" has no deployment for this branch.`
    : `The Vercel project "${project}" is not among this project's relatedProjects.`;
  return { status: 'absent', reason };
}

function localOrigin<Name extends string>(config: SsoConfig<Name>, name: Name, port: number): Origin {
  return parseOrigin(
    `http://${label(config, name)}.${config.localRootDomain}:${port}`,
    `sso.config.ts (apps.${name})`,
  );
}

function label<Name extends string>(config: SsoConfig<Name>, name: Name): string {
  return appDefinition(config, name).subdomain ?? name;
}

function mapApps<Name extends string, Value>(
  config: SsoConfig<Name>,
  value: (name: Name) => Value,
): Record<Name, Value> {
  // Object.keys widens to string[]; the keys are exactly Name, and every one gets a value.
  const names = Object.keys(config.apps) as Name[];
  return Object.fromEntries(names.map((name) => [name, value(name)])) as Record<Name, Value>;
}
