import type { AppChoice, Placement } from '../choices.ts';

/** What was chosen for an installed package; every update uses it again. */
export interface InstallChoices {
  /** Registrable domain of production. */
  readonly domain: string;
  /** Every app that shares the session; the first is the primary app. */
  readonly apps: readonly [AppChoice, ...AppChoice[]];
  /** Folders of the Next.js apps in the target, and which app each is. */
  readonly placements: readonly [Placement, ...Placement[]];
  /** Where the registry is: beside the one app, or in a package that several apps share. */
  readonly registry: RegistryPlace;
  /** Where the packages come from: files in `vendor/`, or a registry of packages, with this range. */
  readonly source: 'vendor' | { readonly range: string };
}

export type RegistryPlace =
  | { readonly kind: 'beside-app' }
  /** `directory`: 'packages/sso'. `name`: '@acme/sso'. */
  | { readonly kind: 'package'; readonly directory: string; readonly name: string };

/** How a file of the team is written, and so how it imports others. */
export type ModuleFormat = 'ts' | 'esm' | 'cjs';
