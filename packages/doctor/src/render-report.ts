import type { createColors } from 'picocolors';
import wrapAnsi from 'wrap-ansi';
import type { AppliedChange } from './apply-changes.ts';
import type { Finding } from './check.ts';
import type { CheckResult } from './run-checks.ts';
import type { DoctorReport } from './run-doctor.ts';

type Colors = ReturnType<typeof createColors>;

const LABEL_WIDTH = 8;

/**
 * Renders a report as text for people: what was fixed, then each check that found something, why it matters, what to do, and
 * every place.
 *
 * @param colors `createColors(false)` for plain text.
 */
export function renderReport({ results, applied }: DoctorReport, colors: Colors, width = 100): string {
  const found = results.filter(({ findings }) => findings.length > 0);
  const groups = found.map((result) => renderGroup(result, colors, width));
  return [
    ...applied.map((change) => renderChange(change, colors)),
    ...groups,
    renderSummary(results, colors),
  ].join('\n\n');
}

function renderChange({ file, before, after }: AppliedChange, colors: Colors): string {
  return [file, colors.red(`- ${before}`), colors.green(`+ ${after}`)].join('\n');
}

function renderGroup({ check, findings }: CheckResult, colors: Colors, width: number): string {
  const color = check.severity === 'error' ? colors.red : colors.yellow;
  return [
    `${color(check.severity === 'error' ? '✗' : '!')} ${colors.bold(check.title)} ${colors.dim(check.id)}`,
    ...findings.map((finding) => `  ${renderPlace(finding, colors)}${finding.saw}`),
    ...labelled('Why', check.whyItMatters, width),
    ...labelled('Fix', check.fix, width).map(colors.cyan),
  ].join('\n');
}

function renderPlace({ file, line }: Finding, colors: Colors): string {
  if (file === undefined) return '';
  return `${colors.underline(line === undefined ? file : `${file}:${line}`)}  `;
}

function labelled(label: string, text: string, width: number): readonly string[] {
  return wrapAnsi(text, width - LABEL_WIDTH, { hard: true })
    .split('\n')
    .map((line, index) => `  ${(index === 0 ? label : '').padEnd(LABEL_WIDTH - 2)}${line}`);
}

function renderSummary(results: readonly CheckResult[], colors: Colors): string {
  const findings = results.flatMap((result) => result.findings);
  const checks = count(results.length, 'check');
  if (findings.length === 0) return `${colors.green('✓')} ${checks}, nothing found.`;
  const fixable = findings.filter(({ changes }) => (changes ?? []).length > 0).length;
  const offer = fixable === 0 ? '' : ` --fix fixes ${fixable} of them.`;
  const keep = colors.dim(
    'To keep one on purpose, write the reason above it: // sso-doctor-ignore <id>: <reason>',
  );
  return `${count(findings.length, 'finding')} in ${checks}.${offer}\n${keep}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
