import clsx from 'clsx';
import type { ReactNode } from 'react';

const TONES = {
  accent: 'border-accent bg-accent-soft',
  wait: 'border-wait bg-wait-soft',
  danger: 'border-danger bg-danger-soft',
} as const;

/** A short message, set off from the page; screen readers announce `danger` at once. */
export function Notice({ tone = 'accent', children }: { tone?: keyof typeof TONES; children: ReactNode }) {
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'note'}
      className={clsx('rounded-lg border-l-4 px-4 py-3 text-[0.9375rem] leading-relaxed', TONES[tone])}
    >
      {children}
    </div>
  );
}
