import clsx from 'clsx';
import type { ReactNode } from 'react';

/** A bordered surface with a heading. `id` makes it an anchor target. */
export function Card({
  title,
  id,
  className,
  children,
}: {
  title: string;
  id?: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section
      id={id}
      className={clsx('rounded-xl border border-line bg-surface p-5 target:border-accent sm:p-6', className)}
    >
      <h2 className="mb-4 text-lg font-semibold">{title}</h2>
      {children}
    </section>
  );
}
