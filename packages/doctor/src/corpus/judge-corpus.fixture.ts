import { openRepository } from '@repo/next-repository';
import { type Check, levelOf } from '../check.ts';
import { createEnvironment } from '../environment.ts';
import { findUnread } from '../find-unread.ts';
import { runChecks } from '../run-checks.ts';
import type { CorpusRepository } from './corpus.fixture.ts';

/** What the doctor says of a repository, in the form of `CorpusRepository.expected`. */
export async function findingsIn(root: string, checks: readonly Check[]): Promise<readonly string[]> {
  const repository = openRepository(root);
  const results = await runChecks(checks, createEnvironment(repository, {}));
  const findings = results.flatMap(({ check, findings: found }) =>
    found.map(
      (finding) => `${levelOf(check, finding)} ${check.id} ${finding.file ?? ''}:${finding.line ?? 1}`,
    ),
  );
  const unread = findUnread(repository, checks).map(({ file, line }) => `unread ${file}:${line}`);
  return [...findings, ...unread].toSorted();
}

/** What was found in one repository, and what should have been. */
export interface Judged extends Pick<CorpusRepository, 'name' | 'expected'> {
  readonly found: readonly string[];
}

/** How well one check finds its faults. */
export interface Score {
  /** A check's id; `unread`; `errors` and `all` over all of them. */
  readonly id: string;
  readonly right: number;
  /** Found, and not there. */
  readonly wrong: number;
  /** There, and not found. */
  readonly missed: number;
  /** `right / (right + wrong)`; 1 where there is nothing. */
  readonly precision: number;
  /** `right / (right + missed)`; 1 where there is nothing. */
  readonly recall: number;
}

/** Counts per check, then over all errors and over all. */
export function scoresOf(judged: readonly Judged[]): readonly Score[] {
  const ids = [
    ...new Set(judged.flatMap(({ expected, found }) => [...expected, ...found].map(idOf))),
  ].toSorted();
  return [
    ...ids.map((id) => scoreOf(id, judged, (line) => idOf(line) === id)),
    scoreOf('errors', judged, (line) => line.startsWith('error ')),
    scoreOf('all', judged, () => true),
  ];
}

function idOf(line: string): string {
  const [level = '', id = ''] = line.split(' ');
  return level === 'unread' ? 'unread' : id;
}

function scoreOf(id: string, judged: readonly Judged[], isCounted: (line: string) => boolean): Score {
  const parts = judged.map(({ expected, found }) => {
    const wanted = expected.filter(isCounted);
    const left = [...wanted];
    const right = found.filter(isCounted).filter((line) => {
      const at = left.indexOf(line);
      if (at !== -1) left.splice(at, 1);
      return at !== -1;
    }).length;
    return { right, wrong: found.filter(isCounted).length - right, missed: left.length };
  });
  const sum = (key: 'right' | 'wrong' | 'missed') => parts.reduce((total, part) => total + part[key], 0);
  const [right, wrong, missed] = [sum('right'), sum('wrong'), sum('missed')];
  return { id, right, wrong, missed, precision: ratio(right, wrong), recall: ratio(right, missed) };
}

function ratio(right: number, other: number): number {
  return right + other === 0 ? 1 : right / (right + other);
}
