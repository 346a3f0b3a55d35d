import type { ReactNode } from 'react';

export interface Fact {
  label: string;
  value: ReactNode;
  /** Identifiers and code: set in a monospaced face, broken anywhere. */
  isCode?: boolean;
}

/** Names and values, one pair a row. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="divide-y divide-line text-[0.9375rem]">
      {facts.map(({ label, value, isCode }) => (
        <div
          key={label}
          className="grid gap-x-6 gap-y-0.5 py-2.5 first:pt-0 last:pb-0 sm:grid-cols-[11rem_1fr]"
        >
          <dt className="text-ink-soft">{label}</dt>
          <dd className={isCode ? 'font-mono text-[0.8125rem] leading-6 break-all' : undefined}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
