import { median } from '../statistics.ts';
import type { Target } from '../targets.ts';
import type { Measured } from './measure.ts';

/** One row of the report. */
export interface Figure {
  readonly title: string;
  readonly value: number;
  readonly unit: '/s' | 'ms' | 'MB' | 'x';
}

/** Medians, and ratios of values that were measured in the same round. */
export function summarize(measured: Measured): readonly Figure[] {
  const ratios = measured.mintsPerSecond.map(
    (mints, round) => mints / (measured.rawSignsPerSecond[round] ?? 0),
  );
  const atFew = middle(measured.signInsAtFewUsers);
  const atMany = middle(measured.signInsAtManyUsers);
  return [
    { title: 'Command ready, in memory', value: middle(measured.commandReadyMs), unit: 'ms' },
    { title: 'Ready, first start', value: middle(measured.readyMs), unit: 'ms' },
    {
      title: 'Ready, with 7,000 users and their sign-ins',
      value: middle(measured.readyWithRowsMs),
      unit: 'ms',
    },
    { title: 'Raw RS256 signatures', value: middle(measured.rawSignsPerSecond), unit: '/s' },
    { title: 'Tokens over HTTP', value: middle(measured.mintsPerSecond), unit: '/s' },
    { title: 'Tokens : raw signatures', value: middle(ratios), unit: 'x' },
    { title: 'Sign-ins at 100 users', value: atFew, unit: '/s' },
    { title: 'Sign-ins at 7,000 users', value: atMany, unit: '/s' },
    { title: 'Sign-ins at 7,000 : at 100 users', value: atMany / atFew, unit: 'x' },
    { title: 'Memory after 10,000 sign-ins', value: measured.residentBytes / 1e6, unit: 'MB' },
  ];
}

const TARGETS: readonly { figure: string; title: string; isMet: (value: number) => boolean }[] = [
  {
    figure: 'Tokens : raw signatures',
    title: 'Tokens over HTTP are minted at least 0.60 x as often as raw signatures are made',
    isMet: (value) => value >= 0.6,
  },
  {
    figure: 'Sign-ins at 7,000 : at 100 users',
    title: 'Sign-ins at 7,000 users are at least 0.90 x as many as at 100',
    isMet: (value) => value >= 0.9,
  },
  {
    figure: 'Memory after 10,000 sign-ins',
    title: 'The process has at most 100 MB after 10,000 sign-ins',
    isMet: (value) => value <= 100,
  },
  {
    figure: 'Command ready, in memory',
    title: 'The built command is ready at most 500 ms after its process has started',
    isMet: (value) => value <= 500,
  },
];

/** @returns every target; one that could not be measured is missed. */
export function checkTargets(figures: readonly Figure[]): readonly Target[] {
  return TARGETS.map(({ figure, title, isMet }) => {
    const found = figures.find((each) => each.title === figure);
    return {
      title,
      isMet: found !== undefined && isMet(found.value),
      measured: found ? formatFigure(found) : 'not measured',
    };
  });
}

/** @example formatFigure({ title: 'Ready', value: 812.4, unit: 'ms' }) // '812 ms' */
export function formatFigure({ value, unit }: Figure): string {
  return `${value.toFixed(unit === 'x' ? 2 : 0)} ${unit}`;
}

function middle(values: readonly number[]): number {
  return median(values) ?? Number.NaN;
}
