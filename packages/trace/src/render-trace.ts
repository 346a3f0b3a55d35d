import type { createColors } from 'picocolors';
import wrapAnsi from 'wrap-ansi';
import type { CookieSent, CookieSet, Hop, Outcome, TokenClaims, Trace } from './trace.ts';

type Colors = ReturnType<typeof createColors>;

const LABEL_WIDTH = 10;
const INDENT = 3;

/**
 * Renders a trace as text for people.
 *
 * @param colors `createColors(false)` for plain text.
 * @param width Columns; no line is longer.
 */
export function renderTrace(trace: Trace, colors: Colors, width = 80): string {
  const hops = trace.hops.map((hop) => renderHop(hop, colors, width));
  return [...hops, renderOutcome(trace, colors, width)].join('\n\n');
}

function renderHop(hop: Hop, colors: Colors, width: number): string {
  const number = String(hop.number).padEnd(INDENT - 1);
  const address = hanging(number, `${hop.method} ${hop.url}`, INDENT, width);
  const status = hop.status === null ? colors.red('no answer') : colorStatus(hop.status, colors);
  const meaning = hanging('', hop.meaning, INDENT, width);
  const details = detailsOf(hop).flatMap(([label, text]) =>
    hanging(`${' '.repeat(INDENT)}${label.padEnd(LABEL_WIDTH - 1)}`, text, INDENT + LABEL_WIDTH, width),
  );
  return [
    ...address.map(colors.bold),
    `${' '.repeat(INDENT)}${status} in ${hop.durationMs} ms`,
    ...meaning.map((line) => (BAD_KINDS.has(hop.kind) ? colors.red(line) : colors.cyan(line))),
    ...details.map(colors.dim),
  ].join('\n');
}

const BAD_KINDS: ReadonlySet<Hop['kind']> = new Set([
  'failed',
  'clerk-refusal',
  'loop-guard',
  'signed-out',
  'server-error',
]);

function detailsOf(hop: Hop): readonly (readonly [label: string, text: string])[] {
  const clerk = [hop.clerkStatus, hop.clerkReason].filter((part) => part !== null).join(', ');
  const sso = [hop.ssoReason?.code, hop.ssoReason?.fault].filter((part) => part != null).join(', ');
  const rows: readonly (readonly [string, string | null])[] = [
    ['to', hop.location],
    ['clerk', clerk],
    ['message', hop.clerkMessage],
    ['proxy', sso],
    ['problem', hop.problemCode],
    ['type', hop.contentType],
    ['cache', hop.cacheControl],
    ['error', hop.failure?.code ?? null],
    ['sent', hop.cookiesSent.map(renderCookieSent).join('; ')],
    ...hop.cookiesSet.map((cookie) => [cookie.action, renderCookieSet(cookie)] as const),
  ];
  return rows.flatMap(([label, text]) => (text ? [[label, text] as const] : []));
}

function renderCookieSent({ name, value, token }: CookieSent): string {
  return `${name}${value === null ? '' : `=${value}`}${renderToken(token)}`;
}

function renderCookieSet(cookie: CookieSet): string {
  const { refusal, domain, path, expiresInSeconds, flags } = cookie;
  const parts = [
    domain === null ? 'host-only' : `domain ${domain}`,
    ...(path === null ? [] : [`path ${path}`]),
    ...(expiresInSeconds !== null && expiresInSeconds > 0 ? [`for ${renderSeconds(expiresInSeconds)}`] : []),
    ...flags,
    ...(refusal === null ? [] : [`because ${refusal}`]),
  ];
  return `${renderCookieSent(cookie)}: ${parts.join(', ')}`;
}

function renderToken(token: TokenClaims | 'unreadable' | null): string {
  if (token === null) return '';
  if (token === 'unreadable') return ' (not a token)';
  const { azp, iss, expiresInSeconds: seconds, sid } = token;
  const expiry =
    seconds === null
      ? 'never expires'
      : seconds > 0
        ? `expires in ${seconds} s`
        : `expired ${-seconds} s ago`;
  return ` (azp ${azp ?? 'none'}, iss ${iss ?? 'none'}, ${expiry}, sid ${sid ?? 'none'})`;
}

function renderSeconds(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  return seconds < 2 * 86_400 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 86_400)} days`;
}

const OUTCOMES: Readonly<Record<Outcome, { text: string; color: 'green' | 'yellow' | 'red' }>> = {
  'signed-in': { text: 'signed in', color: 'green' },
  anonymous: { text: 'anonymous', color: 'green' },
  'session-sync': { text: 'session sync', color: 'yellow' },
  'signed-out-although-signed-in': { text: 'signed out although the browser says signed in', color: 'red' },
  loop: { text: 'loop', color: 'red' },
  error: { text: 'error', color: 'red' },
};

function renderOutcome(trace: Trace, colors: Colors, width: number): string {
  const { text, color } = OUTCOMES[trace.outcome];
  const redirects = `${trace.redirects} redirect${trace.redirects === 1 ? '' : 's'}, ${trace.totalMs} ms`;
  return [
    `${colors.bold(colors[color](`Outcome: ${text}`))} (${redirects})`,
    ...wrap(trace.explanation, width),
    ...(trace.fix === null ? [] : hanging('Fix:', trace.fix, 5, width).map(colors.yellow)),
  ].join('\n');
}

function colorStatus(status: number, colors: Colors): string {
  if (status >= 400) return colors.red(String(status));
  return status >= 300 ? colors.yellow(String(status)) : colors.green(String(status));
}

/** A first line that begins with `head`, and the others under its text. */
function hanging(head: string, text: string, indent: number, width: number): readonly string[] {
  const lines = wrap(text, width - indent);
  return lines.map((line, index) => `${(index === 0 ? head : '').padEnd(indent)}${line}`);
}

/** Long words, such as URLs, are broken where the line ends. */
function wrap(text: string, width: number): readonly string[] {
  return wrapAnsi(text, width, { hard: true }).split('\n');
}
