/** One app on the way of one session, as a browser saw it. */
export interface Visit {
  readonly app: string;
  /** HTTP status of the page that was asked for. */
  readonly status: number;
  /** Answers with a redirect between the click and the page. */
  readonly redirects: number;
  /** Origin that the app's token names. */
  readonly azp: string;
}

const WIDTH = 860;
const ROW = 44;
const TOP = 92;
/** Seconds for each app, and the pause at the end of a round. */
const STEP_SECONDS = 1;
const PAUSE_SECONDS = 4;

const STYLE = `.bg{fill:#fff}.box{fill:#f8fafc;stroke:#cbd5e1}.ink{fill:#0f172a}.soft{fill:#475569}.key{fill:#4338ca}.good{fill:#047857}.dot{fill:#4338ca}
text{font-family:ui-monospace,SFMono-Regular,Menlo,monospace;font-size:14px}.t{font-family:system-ui,sans-serif;font-size:17px;font-weight:600}
@media (prefers-color-scheme:dark){.bg{fill:#0f172a}.box{fill:#1e293b;stroke:#475569}.ink{fill:#f1f5f9}.soft{fill:#cbd5e1}.key{fill:#a5b4fc}.good{fill:#6ee7b7}.dot{fill:#a5b4fc}}`;

/**
 * Draws one session on its way through the apps: a row for each visit, which appear one after another.
 *
 * @param visits In the order of the visits; the first is the sign-in.
 * @returns An SVG without scripts; who prefers no motion sees all rows at once.
 */
export function drawCrossing(visits: readonly Visit[]): string {
  const height = TOP + visits.length * ROW + 44;
  const seconds = visits.length * STEP_SECONDS + PAUSE_SECONDS;
  const frames = visits.map((_visit, index) => appearance(index, seconds)).join('\n');
  const redirects = visits.reduce((sum, visit) => sum + visit.redirects, 0);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="t d">
<title id="t">One session, ${visits.length} apps</title>
<desc id="d">${visits.map(describe).join(' ')}</desc>
<style>
${STYLE}
@media (prefers-reduced-motion:no-preference){
${frames}
}
</style>
<rect class="bg" width="${WIDTH}" height="${height}" rx="12"/>
<text class="ink t" x="28" y="40">Signed in once, on account. Then five more apps are opened.</text>
<text class="soft" x="60" y="72">app</text><text class="soft" x="220" y="72">answer</text><text class="soft" x="320" y="72">redirects</text><text class="soft" x="440" y="72">its token says azp =</text>
${visits.map(row).join('\n')}
<text class="good" x="28" y="${height - 16}">${visits.length} apps, ${visits.length} tokens, ${redirects} redirects, 1 password</text>
</svg>
`;
}

function describe({ app, status, redirects, azp }: Visit): string {
  return `${app}: ${status}, ${redirects} redirects, token for ${azp}.`;
}

function row({ app, status, redirects, azp }: Visit, index: number): string {
  const y = TOP + index * ROW;
  return `<g class="r${index}"><rect class="box" x="28" y="${y}" width="${WIDTH - 56}" height="${ROW - 8}" rx="8"/><circle class="dot" cx="44" cy="${y + 18}" r="5"/><text class="ink" x="60" y="${y + 23}">${app}</text><text class="good" x="220" y="${y + 23}">${status}</text><text class="ink" x="320" y="${y + 23}">${redirects}</text><text class="key" x="440" y="${y + 23}">${azp}</text></g>`;
}

/** Each row is faint until its turn, and stays until the round begins again. */
function appearance(index: number, seconds: number): string {
  const start = ((index * STEP_SECONDS) / seconds) * 100;
  const percent = (value: number) => `${Number(value.toFixed(2))}%`;
  return `@keyframes k${index}{0%,${percent(start)}{opacity:.25}${percent(start + 4)},97%{opacity:1}100%{opacity:.25}}.r${index}{animation:k${index} ${seconds}s infinite}`;
}
