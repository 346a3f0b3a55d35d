/** A place that a check would have to understand and cannot. What depends on it was not checked there. */
export interface Unread {
  /** What cannot be read, one sentence without a full stop. */
  readonly saw: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** Ids of the checks that say nothing about what depends on it. */
  readonly checks: readonly string[];
}
