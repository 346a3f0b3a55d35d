import type { Repository } from '@repo/next-repository';
import type { Environment } from './environment.ts';
import type { Live } from './live/live.ts';
import type { Unread } from './unread.ts';

/** A mechanical fix of one place. Nothing else of the file changes. */
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

/**
 * How much a finding matters. `error`: something is broken or open to an attack today. `warning`: it will be, or may be. `note`:
 * advice.
 */
export type Level = 'error' | 'warning' | 'note';

/** One place that has the fault. */
export interface Finding {
  /** What was seen, one sentence without the value of any key, token or cookie. */
  readonly saw: string;
  /** Relative to the root, with `/`; absent when the fault is in no file. */
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  /** Where this one matters more or less than the check says. */
  readonly level?: Level;
  /** Where this one needs something else than the check says; a whole sentence. */
  readonly fix?: string;
  /** Present when `--fix` can fix this place; one finding may need several changes. */
  readonly changes?: readonly Change[];
}

interface Description {
  /** Public API, for `--only`, for ignoring and for code scanning: add, never rename. */
  readonly id: string;
  /** The fault in a few words. */
  readonly title: string;
  /** What it does to users or to the system until it is fixed. */
  readonly whyItMatters: string;
  /** What to do, in the imperative. */
  readonly fix: string;
  /** Of findings that have no level of their own. */
  readonly severity: Level;
}

/** How much one finding of a check matters. */
export function levelOf(check: Pick<Description, 'severity'>, finding: Finding): Level {
  return finding.level ?? check.severity;
}

/** Reads files only. */
export interface StaticCheck extends Description {
  readonly kind: 'static';
  run(repository: Repository): readonly Finding[];
  /** Places that this check would have to understand. Those of proxies and of files that cannot be parsed are not among them. */
  unread?(repository: Repository): readonly Unread[];
}

/** Reads variables. */
export interface EnvironmentCheck extends Description {
  readonly kind: 'environment';
  run(environment: Environment): readonly Finding[] | Promise<readonly Finding[]>;
}

/** Asks deployed apps over the network, only when an address is given. */
export interface LiveCheck extends Description {
  readonly kind: 'live';
  run(live: Live): readonly Finding[] | Promise<readonly Finding[]>;
}

export type Check = StaticCheck | EnvironmentCheck | LiveCheck;
