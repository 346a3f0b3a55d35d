import { sso } from '@repo/auth/config';
import type { NextApp, Repository } from '@repo/next-repository';
import type { Setting } from './clerk/settings.ts';
import type { Live } from './live/live.ts';

/** A mechanical mend of one place. Nothing else of the file changes. */
export type Change =
  | { readonly kind: 'rename'; readonly file: string; readonly to: string }
  | {
      readonly kind: 'replace';
      readonly file: string;
      /** Offsets into the file's text; `end` is exclusive. */
      readonly start: number;
      readonly end: number;
      readonly text: string;
    };

/** One place that has the fault. */
export interface Finding {
  /** What was seen, one sentence without the value of any key, token or cookie. */
  readonly saw: string;
  /** Relative to the root, with `/`; absent when the fault is in no file. */
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  /** Present when `--fix` can mend this place; one finding may need several. */
  readonly changes?: readonly Change[];
}

/** What environment checks look at: variables as they are set, each with the place it was read from. */
export interface Environment {
  readonly repository: Repository;
  /** Those of one app: its own files, those of the root, then the variables of this very process. */
  settingsOf(app: NextApp): readonly Setting[];
  /** Variables of this process. */
  readonly variables: Readonly<Record<string, string | undefined>>;
}

interface Description {
  /** Public API, for `--only`, for ignoring and for code scanning: add, never rename. */
  readonly id: string;
  /** The fault in a few words. */
  readonly title: string;
  /** What it does to people or to the system, when nobody mends it. */
  readonly whyItMatters: string;
  /** What to do, in the imperative. */
  readonly mend: string;
  /** `error`: something fails or is open. `warning`: it will, or it might. */
  readonly severity: 'error' | 'warning';
}

/** Looks at files only. */
export interface StaticCheck extends Description {
  readonly kind: 'static';
  run(repository: Repository): readonly Finding[];
}

/** Looks at variables. */
export interface EnvironmentCheck extends Description {
  readonly kind: 'environment';
  run(environment: Environment): readonly Finding[] | Promise<readonly Finding[]>;
}

/** Looks at what runs: asked over the network, only when an address is given. */
export interface LiveCheck extends Description {
  readonly kind: 'live';
  run(live: Live): readonly Finding[] | Promise<readonly Finding[]>;
}

export type Check = StaticCheck | EnvironmentCheck | LiveCheck;

/** Page of the documentation where a check is explained. */
export function docsOf({ id }: Pick<Check, 'id'>): string {
  return `https://docs.${sso.rootDomain}/doctor#${id}`;
}
