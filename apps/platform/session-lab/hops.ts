/** What the browser can say about how this page was reached. */
export interface Arrival {
  readonly kind: 'navigate' | 'reload' | 'back_forward' | 'prerender' | 'within the app';
  /** Host of the page with the link; null: typed, or a page that does not say. */
  readonly fromHost: string | null;
  readonly host: string;
  /** Redirects within this host; the browser hides others. */
  readonly redirects: number;
  /** How often session sync ran before this page came. */
  readonly syncs: number;
  /** Milliseconds from the request to the whole answer; null within the app. */
  readonly answerMs: number | null;
  /** What was broken before, from the buttons of this page; null: nothing. */
  readonly broken: string | null;
}

/** One step of the way to this page. */
export interface Hop {
  readonly where: 'browser' | 'app' | 'Clerk';
  readonly what: string;
  readonly detail: string;
}

/** Lists the steps that led to this page, in order. Pure. */
export function hopsOf(arrival: Arrival): Hop[] {
  const { kind, fromHost, host, redirects, syncs, answerMs, broken } = arrival;
  const from = fromHost === null || fromHost === host ? '' : ` from ${fromHost}`;
  const start: Hop = {
    where: 'browser', // After session sync the browser reports the load that the sync page asked for.
    what: (syncs > 0 && kind !== 'within the app' ? 'A request of this page' : STARTS[kind]) + from,
    detail: broken ?? `to ${host}`,
  };
  if (kind === 'within the app') {
    return [
      start,
      {
        where: 'app',
        what: 'The page',
        detail: 'Only its data was fetched; the token is the one of the app.',
      },
    ];
  }
  const redirected: Hop[] =
    redirects > 0
      ? [
          {
            where: 'app',
            what: `${redirects} ${redirects === 1 ? 'redirect' : 'redirects'}`,
            detail: `within ${host}`,
          },
        ]
      : [];
  const synced: Hop[] =
    syncs === 0
      ? []
      : [
          {
            where: 'app',
            what: 'Session sync, in place of the page',
            detail: 'The proxy found no token of this app that it believes. Same address, no redirect.',
          },
          {
            where: 'Clerk',
            what: 'A token for this origin',
            detail: `The browser asked Clerk from ${host}, so the token names it (azp).${syncs > 1 ? ` It took ${syncs} tries.` : ''}`,
          },
        ];
  const page: Hop = {
    where: 'app',
    what: syncs > 0 ? 'The page, asked for again' : 'The page',
    detail:
      answerMs === null ? 'with a token that the proxy believes' : `answered in ${Math.round(answerMs)} ms`,
  };
  return [start, ...redirected, ...synced, page];
}

const STARTS: Readonly<Record<Arrival['kind'], string>> = {
  navigate: 'A navigation',
  reload: 'A reload',
  back_forward: 'Back or forward',
  prerender: 'A page rendered before the click',
  'within the app': 'A link within this app',
};
