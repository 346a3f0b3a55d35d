import pc from 'picocolors';
import { type Difference, NOT_CHECKED } from './vercel/compare.ts';

/** What is not as planned, and what was not looked at. */
export function renderDifferences(differences: readonly Difference[], projects: number): string {
  const lines = differences.map(
    ({ project, what, planned, found }) =>
      `${pc.red('✗')} ${pc.bold(project)}  ${what}: planned ${planned}; found: ${found}`,
  );
  const summary =
    differences.length === 0
      ? `${pc.green('✓')} ${projects} projects are as planned.`
      : `${differences.length} of what is planned for ${projects} projects differs.`;
  return [...lines, summary, 'Not compared:', ...NOT_CHECKED.map((each) => `- ${each}`)].join('\n');
}
