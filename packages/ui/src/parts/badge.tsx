import clsx from 'clsx';
import type { ReactNode } from 'react';

export type Tone = 'plain' | 'accent' | 'good' | 'wait' | 'danger';

const TONES: Record<Tone, string> = {
  plain: 'bg-sunken text-ink-soft',
  accent: 'bg-accent-soft text-accent',
  good: 'bg-good-soft text-good',
  wait: 'bg-wait-soft text-wait',
  danger: 'bg-danger-soft text-danger',
};

/** A word about the state of the item next to it. */
export function Badge({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={clsx(
        'inline-block rounded-full px-2.5 py-0.5 text-xs font-medium whitespace-nowrap',
        TONES[tone],
      )}
    >
      {children}
    </span>
  );
}
