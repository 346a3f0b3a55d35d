import type { Score } from '@repo/doctor/corpus/judge';
import type { Target } from '../targets.ts';
import type { Speed } from './measure-speed.ts';

const PRECISION_OF_ERRORS = 0.97;
const RECALL = 0.95;
const LIMIT_MS = 3000;
const LIMIT_BYTES = 200 * 1024 * 1024;

/** Compares what was measured with what the doctor promises. */
export function checkTargets(scores: readonly Score[], { files, runs }: Speed): readonly Target[] {
  const precision = scores.find(({ id }) => id === 'errors')?.precision ?? 0;
  const recall = scores.find(({ id }) => id === 'all')?.recall ?? 0;
  // Other programs only add to it.
  const ms = Math.min(...runs.map((run) => run.ms));
  const bytes = Math.max(...runs.map((run) => run.residentBytes));
  return [
    {
      title: `Of what it calls an error, at least ${PRECISION_OF_ERRORS} is one`,
      isMet: precision >= PRECISION_OF_ERRORS,
      measured: precision.toFixed(3),
    },
    {
      title: `Of all faults, it finds at least ${RECALL}`,
      isMet: recall >= RECALL,
      measured: recall.toFixed(3),
    },
    {
      title: `${files} files and their history take at most ${LIMIT_MS / 1000} s, in the fastest of ${runs.length} runs`,
      isMet: ms <= LIMIT_MS,
      measured: `${(ms / 1000).toFixed(2)} s`,
    },
    {
      title: `and at most ${LIMIT_BYTES / 2 ** 20} MiB`,
      isMet: bytes <= LIMIT_BYTES,
      measured: `${Math.round(bytes / 2 ** 20)} MiB`,
    },
  ];
}
