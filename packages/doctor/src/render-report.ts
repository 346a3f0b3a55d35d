import type { createColors } from 'picocolors';
import wrapAnsi from 'wrap-ansi';
import type { AppliedChange } from './apply-changes.ts';
import { type Finding, type Level, levelOf } from './check.ts';
import { groupBy } from './group-by.ts';
import type { CheckResult } from './run-checks.ts';
import type { DoctorReport } from './run-doctor.ts';
import type { Unread } from './unread.ts';

type Colors = ReturnType<typeof createColors>;

const LABEL_WIDTH = 8;

/**
 * Renders a report as text for people: what was fixed, then each check that found something, why it matters, every place
 * and what to do, and what could not be read.
 *
 * @param colors `createColors(false)` for plain text.
 */
export function renderReport(report: DoctorReport, colors: Colors, width = 100): string {
  const { results, applied, staleLocks, unread } = report;
  const found = results.filter(({ findings }) => findings.length > 0);
  const groups = found.map((result) => renderGroup(result, colors, width));
  return [
    ...applied.map((change) => renderChange(change, colors)),
    ...staleLocks.map(({ file, install }) =>
      colors.yellow(`${file} is stale: run ${install}. Until then the old versions stay in use.`),
    ),
    ...groups,
    ...(unread.length > 0 ? [renderUnread(unread, colors, width)] : []),
    renderSummary(report, colors),
  ].join('\n\n');
}

/** What is not known: nothing found there means nothing. */
function renderUnread(unread: readonly Unread[], colors: Colors, width: number): string {
  return [
    `${colors.yellow('?')} ${colors.bold('Could not be read, so it was not checked')}`,
    ...unread.flatMap(({ file, line, saw, checks }) => [
      `  ${renderPlace({ file, line }, colors)}${saw}`,
      ...labelled(
        'Not run',
        checks.length > MANY ? `${checks.length} checks of code` : checks.join(', '),
        width,
      ),
    ]),
  ].join('\n');
}

/** More ids say less than their number. */
const MANY = 10;

function renderChange({ file, before, after }: AppliedChange, colors: Colors): string {
  return [file, colors.red(`- ${before}`), colors.green(`+ ${after}`)].join('\n');
}

function renderGroup({ check, findings }: CheckResult, colors: Colors, width: number): string {
  // The most serious is the first.
  const level = findings[0] ? levelOf(check, findings[0]) : check.severity;
  const fixes = groupBy(findings, (finding) => finding.fix ?? check.fix);
  return [
    `${markOf(level, colors)} ${colors.bold(check.title)} ${colors.dim(check.id)}`,
    ...labelled('Why', check.whyItMatters, width),
    ...fixes.flatMap((same) => [
      ...same.map((finding) => renderFinding(finding, levelOf(check, finding), level, colors)),
      ...labelled('Fix', same[0]?.fix ?? check.fix, width).map(colors.cyan),
    ]),
  ].join('\n');
}

function renderFinding(finding: Finding, level: Level, levelOfGroup: Level, colors: Colors): string {
  const mark = level === levelOfGroup ? '' : `${markOf(level, colors)} ${level}: `;
  return `  ${renderPlace(finding, colors)}${mark}${finding.saw}`;
}

function markOf(level: Level, colors: Colors): string {
  if (level === 'error') return colors.red('✗');
  return level === 'warning' ? colors.yellow('!') : colors.blue('i');
}

function renderPlace({ file, line }: Pick<Finding, 'file' | 'line'>, colors: Colors): string {
  if (file === undefined) return '';
  return `${colors.underline(line === undefined ? file : `${file}:${line}`)}  `;
}

function labelled(label: string, text: string, width: number): readonly string[] {
  return wrapAnsi(text, width - LABEL_WIDTH, { hard: true })
    .split('\n')
    .map((line, index) => `  ${(index === 0 ? label : '').padEnd(LABEL_WIDTH - 2)}${line}`);
}

function renderSummary({ results, unread, hasClerk }: DoctorReport, colors: Colors): string {
  const findings = results.flatMap((result) => result.findings);
  const checks = count(results.length, 'check');
  const nowhere = hasClerk
    ? ''
    : 'No Clerk found here: no package.json names a package of Clerk, and no file imports one.\n';
  const gaps = unread.length === 0 ? '' : ` ${count(unread.length, 'place')} could not be read.`;
  if (findings.length === 0) {
    const mark = hasClerk && unread.length === 0 ? colors.green('✓') : colors.yellow('?');
    return `${nowhere}${mark} ${checks}, nothing found.${gaps}`;
  }
  const fixable = findings.filter(({ changes }) => (changes ?? []).length > 0).length;
  const offer = fixable === 0 ? '' : ` --fix fixes ${fixable} of them.`;
  const keep = colors.dim(
    'pnpm sso doctor explain ID says more about one. To keep one on purpose, write the reason above it: // sso-doctor-ignore <id>: <reason>',
  );
  return `${nowhere}${countLevels(results)} in ${checks}.${gaps}${offer}\n${keep}`;
}

/** `2 errors, 1 note`. */
function countLevels(results: readonly CheckResult[]): string {
  const levels = results.flatMap(({ check, findings }) => findings.map((finding) => levelOf(check, finding)));
  return (['error', 'warning', 'note'] as const)
    .map((level) => ({ level, number: levels.filter((one) => one === level).length }))
    .filter(({ number }) => number > 0)
    .map(({ level, number }) => count(number, level))
    .join(', ');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
