import { Button } from '@repo/ui';
import { BREAKS } from './breaks.ts';

/** Buttons that break this browser's session and load the page, which then shows how it came back. */
export function BreakPanel() {
  return (
    <form action="/lab/break" method="post">
      <ul className="divide-y divide-line">
        {BREAKS.map(({ kind, label, means }) => (
          <li
            key={kind}
            className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3 first:pt-0 last:pb-0"
          >
            <p className="max-w-xl min-w-0 text-[0.9375rem]" id={`means-${kind}`}>
              {means}
            </p>
            <Button look="quiet" type="submit" name="kind" value={kind} aria-describedby={`means-${kind}`}>
              {label}
            </Button>
          </li>
        ))}
      </ul>
    </form>
  );
}
