import { appEntry } from '../sso-config/sso-config-text.ts';
import type { InstallChoices, ModuleFormat } from './install-choices.ts';

/** Pages that the team has already, where they are not at the default addresses. */
export interface KnownPages {
  readonly signIn?: string;
  readonly signUp?: string;
}

const IMPORT = `import { defineSso } from '@subdomain-sso/auth/define-sso';`;

/**
 * Builds the registry of a team: the one file that says which apps there are.
 *
 * @param format Of the `next.config` that imports it. Only TypeScript can register the names of the apps.
 */
export function registryText(
  { domain, apps }: Pick<InstallChoices, 'domain' | 'apps'>,
  { format, pages }: { readonly format: ModuleFormat; readonly pages: KnownPages },
): string {
  const label = domain.split('.')[0] ?? domain;
  const own = [
    ...(pages.signIn === undefined ? [] : [`  signInUrl: '${pages.signIn}',`]),
    ...(pages.signUp === undefined ? [] : [`  signUpUrl: '${pages.signUp}',`]),
  ];
  const lines = [
    IMPORT,
    '',
    '/** Which apps share the session, where they live, and who may call whom. `next dev` must start again after a change. */',
    'export const sso = defineSso({',
    `  rootDomain: '${domain}',`,
    `  localRootDomain: '${label}.localhost',`,
    '  /** The app that signs users in. */',
    `  primary: '${apps[0].name}',`,
    ...own,
    '  apps: {',
    ...apps.map((app) => appEntry(app, { indent: '    ', project: app.name })),
    '  },',
    '});',
  ];
  return `${[...lines, ...(format === 'ts' ? REGISTER : [])].join('\n')}\n`;
}

const REGISTER = [
  '',
  `declare module '@subdomain-sso/auth/define-sso' {`,
  '  /** So that links and return URLs take the names of these apps alone. */',
  '  interface Register {',
  '    sso: typeof sso;',
  '  }',
  '}',
];

/** The name of the registry's file: a JavaScript `next.config` cannot import TypeScript. */
export function registryFile(format: ModuleFormat): string {
  return format === 'ts' ? 'sso.config.ts' : 'sso.config.mjs';
}

/** The manifest of the package in which several apps find the registry. */
export function registryManifest({
  name,
  dependency,
  format,
}: {
  readonly name: string;
  /** Specifier of the auth package. */
  readonly dependency: string;
  readonly format: ModuleFormat;
}): string {
  const manifest = {
    name,
    version: '0.0.0',
    private: true,
    type: 'module',
    exports: { '.': `./${registryFile(format)}` },
    dependencies: { '@subdomain-sso/auth': dependency },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
