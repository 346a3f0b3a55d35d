import { wrapLine } from '@repo/trace';
import type { createColors } from 'picocolors';
import { docsOf, type Finding } from './check.ts';
import type { Outcome } from './run-checks.ts';

type Colors = ReturnType<typeof createColors>;

const LABEL_WIDTH = 8;

/**
 * Renders what was found for a person: a check, why it matters, what to do, and every place.
 *
 * @param colors `createColors(false)` for plain text.
 */
export function renderReport(outcomes: readonly Outcome[], colors: Colors, width = 100): string {
  const found = outcomes.filter(({ findings }) => findings.length > 0);
  const groups = found.map((outcome) => renderGroup(outcome, colors, width));
  return [...groups, renderSummary(outcomes, colors)].join('\n\n');
}

function renderGroup({ check, findings }: Outcome, colors: Colors, width: number): string {
  const color = check.severity === 'error' ? colors.red : colors.yellow;
  return [
    `${color(check.severity === 'error' ? '✗' : '!')} ${colors.bold(check.title)} ${colors.dim(check.id)}`,
    ...findings.map((finding) => `  ${renderPlace(finding, colors)}${finding.saw}`),
    ...labelled('Why', check.whyItMatters, width),
    ...labelled('Mend', check.mend, width).map(colors.cyan),
    ...labelled('Docs', docsOf(check), width).map(colors.dim),
  ].join('\n');
}

function renderPlace({ file, line }: Finding, colors: Colors): string {
  if (file === undefined) return '';
  return `${colors.underline(line === undefined ? file : `${file}:${line}`)}  `;
}

function labelled(label: string, text: string, width: number): readonly string[] {
  return wrapLine(text, width - LABEL_WIDTH).map(
    (line, index) => `  ${(index === 0 ? label : '').padEnd(LABEL_WIDTH - 2)}${line}`,
  );
}

function renderSummary(outcomes: readonly Outcome[], colors: Colors): string {
  const findings = outcomes.flatMap((outcome) => outcome.findings);
  const checks = count(outcomes.length, 'check');
  if (findings.length === 0) return `${colors.green('✓')} ${checks}, nothing found.`;
  const mendable = findings.filter(({ changes }) => (changes ?? []).length > 0).length;
  const offer = mendable === 0 ? '' : ` --fix mends ${mendable} of them.`;
  const keep = colors.dim('To keep one on purpose, say why above it: // sso-doctor-ignore <id>: <reason>');
  return `${count(findings.length, 'finding')} in ${checks}.${offer}\n${keep}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
