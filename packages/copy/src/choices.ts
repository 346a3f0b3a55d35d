import type { Posture } from '@subdomain-sso/auth/define-sso';

/** What was chosen for a copy; every update uses it again. */
export interface CopyChoices {
  /** `folder`: a folder of one Next.js app. `package`: a package of a workspace. */
  readonly form: 'folder' | 'package';
  /** Where it goes, relative to the target: `packages/auth`, `src/lib/auth`. */
  readonly as: string;
  /** Name of the package: `@acme/auth`. Unused in a folder. */
  readonly packageName: string;
  /** Registrable domain of production. */
  readonly domain: string;
  /** Every app that shares the session; the first is the primary app. */
  readonly apps: readonly [AppChoice, ...AppChoice[]];
  /** Folders of the Next.js apps in the target, relative to it ('' is the target), and which app each is. */
  readonly placements: readonly Placement[];
  readonly withTests: boolean;
  /** Versions of Next.js and React in the target's apps; without them npm would install the newest React for the package. */
  readonly frameworks: Readonly<Record<string, string>>;
}

export interface AppChoice {
  readonly name: string;
  readonly posture: Posture;
}

export interface Placement {
  readonly directory: string;
  readonly app: string;
  /** Whether its `app` folder, and therefore its `proxy.ts`, is in `src`. */
  readonly hasSrc: boolean;
}
