import pc from 'picocolors';
import type { Target } from './targets.ts';

/** One line for each promise: kept or not, and what was measured. */
export function renderTargets(targets: readonly Target[]): string {
  return targets
    .map(({ isMet, title, measured }) => `${isMet ? pc.green('✓') : pc.red('✗')} ${title}: ${measured}`)
    .join('\n');
}
