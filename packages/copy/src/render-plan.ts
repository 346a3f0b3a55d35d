import { posix } from 'node:path';
import type { createColors } from 'picocolors';
import type { BuildProblem } from './build/build-problem.ts';
import type { NextStep } from './next-steps.ts';
import type { CopyPlan } from './plan/plan-copy.ts';

const MARKS = {
  create: '+',
  overwrite: '!',
  update: '~',
  edit: '~',
  merge: '~',
  delete: '-',
  keep: '=',
} as const;

/** Renders what was done, or would be: one line for each file, then what is left to do by hand. */
export function renderPlan(
  { files, edits, manualSteps, notes, changelog }: CopyPlan,
  steps: readonly NextStep[],
  { isDryRun, colors }: { readonly isDryRun: boolean; readonly colors: ReturnType<typeof createColors> },
): string {
  const done = [
    ...fileLines(files),
    ...edits.map(({ kind, path, changes }) => `${MARKS[kind]} ${path}: ${changes.join(', ')}`),
  ];
  const hands = manualSteps.map(
    ({ path, why, lines }) => `${colors.yellow('!')} ${path}, by hand: ${why}.\n${indent(lines)}`,
  );
  const conflicts = files.flatMap((file) => (file.kind === 'merge' && file.conflicts > 0 ? [file.path] : []));
  return [
    done.length === 0 ? 'Nothing to do.' : done.join('\n'),
    ...(isDryRun ? [colors.dim('Nothing was changed (--dry-run).')] : []),
    ...notes.map((note) => `${colors.yellow('!')} ${note}`),
    ...hands,
    ...changelog.map(({ version, text }) => `${colors.bold(`New in ${version}`)}\n${indent(text)}`),
    ...(conflicts.length > 0
      ? [`Conflicts to resolve, between <<<<<<< and >>>>>>>:\n${indent(conflicts.join('\n'))}`]
      : []),
    ...(done.length === 0 ? [] : steps).map((step, index) => renderStep(step, index + 1, colors)),
  ].join('\n\n');
}

/** What would stop the build, one paragraph each; for before anything is written. */
export function renderProblems(
  problems: readonly BuildProblem[],
  colors: ReturnType<typeof createColors>,
): string {
  const lines = problems.map(
    ({ app, what, why, fix }) =>
      `${colors.yellow('!')} ${app === null ? '' : `${app}: `}${what}.\n${indent(`Why: ${why}.\nFix: ${fix}`)}`,
  );
  return ['Fix these before the first build:', ...lines].join('\n');
}

/** The plan for programs. Texts are left out; paths are relative to the target. */
export function renderJson(
  { files, edits, manualSteps, notes, changelog }: CopyPlan,
  steps: readonly NextStep[],
  problems: readonly BuildProblem[],
): string {
  const paths = files.map(({ kind, path, ...file }) => ({
    kind,
    path,
    ...('conflicts' in file ? { conflicts: file.conflicts } : {}),
    ...('why' in file ? { why: file.why } : {}),
  }));
  const edited = edits.map(({ kind, path, changes }) => ({ kind, path, changes }));
  return JSON.stringify({
    files: paths,
    edits: edited,
    manualSteps,
    notes,
    changelog,
    problems,
    nextSteps: steps,
  });
}

/** A folder with more than five new files is one line. */
function fileLines(files: CopyPlan['files']): readonly string[] {
  const isNew = (path: string) => files.some((file) => file.kind === 'create' && file.path === path);
  const folders = new Map<string, number>();
  for (const { path } of files.filter(({ path }) => isNew(path))) {
    const folder = posix.dirname(path);
    folders.set(folder, (folders.get(folder) ?? 0) + 1);
  }
  const isMany = (path: string) => isNew(path) && (folders.get(posix.dirname(path)) ?? 0) > 5;
  return [
    ...[...folders].filter(([, count]) => count > 5).map(([path, count]) => `+ ${path}/ (${count} files)`),
    ...files
      .filter(({ path }) => !isMany(path))
      .map((file) => `${MARKS[file.kind]} ${file.path}${remark(file)}`),
  ];
}

function remark(file: CopyPlan['files'][number]): string {
  if (file.kind === 'keep') return ` (${file.why})`;
  if (file.kind !== 'merge') return '';
  return file.conflicts === 0 ? ' (merged)' : ` (${file.conflicts} conflicts)`;
}

function renderStep(
  { title, lines }: NextStep,
  number: number,
  colors: ReturnType<typeof createColors>,
): string {
  const texts = lines.map(({ path, text }) => `   ${colors.dim(path)}\n${indent(text.trimEnd())}`);
  return [`${colors.bold(`${number}. ${title}`)}`, ...texts].join('\n');
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '     ');
}
