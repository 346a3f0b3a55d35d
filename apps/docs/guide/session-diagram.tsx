import { AppMark, appCatalogue } from '@repo/ui';

/** One user, one session at Clerk, and a separate token in each app. HTML rather than an image: it reflows and screen readers can read it. */
export function SessionDiagram() {
  return (
    <figure className="not-italic">
      <div className="rounded-xl border border-line bg-surface p-4 sm:p-6">
        <div className="mx-auto max-w-sm rounded-lg border-2 border-accent bg-accent-soft px-4 py-3 text-center">
          <p className="font-semibold">Clerk</p>
          <p className="mt-0.5 text-sm text-ink-soft">
            keeps the session in <code className="font-mono text-xs">__client</code>, which no script can read
          </p>
        </div>
        <Connector label="a fresh token for each origin that asks" />
        <ul className="grid grid-cols-2 gap-2 sm:grid-cols-3" aria-label="Six apps, each with its own token">
          {appCatalogue.map(({ name, title }) => (
            <li key={name} className="rounded-lg border border-line bg-canvas p-3">
              <span className="flex items-center gap-2 text-sm font-semibold">
                <AppMark app={name} size={22} />
                {title}
              </span>
              <span className="mt-2 block text-xs text-ink-soft">token says</span>
              <code className="block font-mono text-xs break-all">azp = {name}…</code>
            </li>
          ))}
        </ul>
        <Connector label="seen by all six, on the root domain" />
        <div className="mx-auto max-w-sm rounded-lg border border-dashed border-line-strong px-4 py-3 text-center">
          <code className="font-mono text-sm">__client_uat</code>
          <p className="mt-0.5 text-sm text-ink-soft">time of the last sign-in or sign-out; not a secret</p>
        </div>
      </div>
      <figcaption className="mt-2 text-sm text-ink-soft">
        One session, six tokens, one shared time. No app can read another app’s token.
      </figcaption>
    </figure>
  );
}

function Connector({ label }: { label: string }) {
  return (
    <div className="flex flex-col items-center py-2 text-center text-xs text-ink-soft">
      <span aria-hidden="true" className="h-4 w-px bg-line-strong" />
      <span className="py-1">{label}</span>
      <span aria-hidden="true" className="h-4 w-px bg-line-strong" />
    </div>
  );
}
