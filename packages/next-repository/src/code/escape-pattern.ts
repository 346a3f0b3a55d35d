/** A text as a regular expression that matches exactly it. */
export function escapePattern(literal: string): string {
  return literal.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
