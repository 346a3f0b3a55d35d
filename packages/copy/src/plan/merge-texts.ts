import { diff3Merge } from 'node-diff3';

/** One text merged from two changes of the same text. */
export interface MergedText {
  readonly text: string;
  /** Places that both changed differently; the text has both versions between `<<<<<<<` and `>>>>>>>`. */
  readonly conflicts: number;
}

const [MINE, BASE, THEIRS, END] = ['<<<<<<< yours', '||||||| before', '=======', '>>>>>>> upstream'];

/**
 * Merges line by line.
 *
 * @param base The text before both changes.
 */
export function mergeTexts({
  base,
  yours,
  upstream,
}: {
  readonly base: string;
  readonly yours: string;
  readonly upstream: string;
}): MergedText {
  const regions = diff3Merge(yours.split('\n'), base.split('\n'), upstream.split('\n'), {
    excludeFalseConflicts: true,
  });
  const lines = regions.flatMap(({ ok, conflict }) =>
    conflict ? [MINE, ...conflict.a, BASE, ...conflict.o, THEIRS, ...conflict.b, END] : (ok ?? []),
  );
  return { text: lines.join('\n'), conflicts: regions.filter(({ conflict }) => conflict).length };
}

/** Whether a text has an unresolved conflict. */
export function hasConflictMarks(text: string): boolean {
  return /^<{7} /m.test(text) && /^>{7} /m.test(text);
}
