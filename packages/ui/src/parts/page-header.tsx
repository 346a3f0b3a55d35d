import type { ReactNode } from 'react';

/** Title of a page, its purpose in one or two sentences, and at most one action. */
export function PageHeader({
  title,
  lead,
  action,
}: {
  title: ReactNode;
  lead?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="mb-8 flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
      <div className="max-w-2xl min-w-0">
        <h1 className="text-3xl leading-tight font-semibold sm:text-4xl">{title}</h1>
        {lead && <p className="mt-3 text-lg leading-relaxed text-ink-soft">{lead}</p>}
      </div>
      {action}
    </div>
  );
}
