import type { Posture } from '@repo/auth/define-sso';

/** What somebody decided about their copy; the same again at every update. */
export interface CopyChoices {
  /** `folder`: a folder of one Next.js app. `package`: a package of a workspace. */
  readonly form: 'folder' | 'package';
  /** Where it goes, relative to the target: `packages/auth`, `src/lib/auth`. */
  readonly as: string;
  /** Name of the package: `@acme/auth`. In a folder nothing has it. */
  readonly packageName: string;
  /** Registrable domain of production. */
  readonly domain: string;
  /** Every app that shares the session; the first signs people in. */
  readonly apps: readonly [AppChoice, ...AppChoice[]];
  /** Folders of the Next.js apps here, relative to the target ('' is the target), and which app each is. */
  readonly placements: readonly Placement[];
  readonly withTests: boolean;
  /** Versions of Next.js and React that the apps here have; npm would otherwise look for React's newest for the package. */
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
