import type { AnswerInput } from './answer.ts';
import { type Decision, namesOfRows } from './decide.ts';

export interface LoggedRequest extends AnswerInput {
  readonly decision: Decision;
  readonly response: Response;
  readonly tookMs: number;
}

/** Logs what happened to one request, as one block. */
export function logRequest(logged: LoggedRequest): void {
  console.warn(describeRequest(logged));
}

/**
 * Describes a request, the result of Clerk's SDK and the decision, for a person who wonders why. Everything that may be secret is
 * left out: cookies, headers, values of the query, and path segments that may be tokens.
 *
 * @returns Lines, each with a name and a value; nothing in them comes from a client without being shortened.
 */
function describeRequest(logged: LoggedRequest): string {
  const { request, incoming, policy, sdk, context, decision, response, own, tookMs } = logged;
  const { claims } = context;
  const lines: readonly (readonly [string, string])[] = [
    ['kind', `${context.kind}, posture ${context.posture}, token in ${context.carrier}`],
    [
      'host',
      `${plain(incoming.address.host || 'none')}${context.isOwnOrigin ? '' : ', which is none of this app'}`,
    ],
    ['sdk', `${context.sessionState}${sdk.sdkReason ? ` (${plain(sdk.sdkReason)})` : ''}`],
    ['token', claims ? `azp ${plain(claims.azp ?? 'none')}, session ${plain(claims.sid ?? 'none')}` : 'none'],
    ['browser', browserLine(context)],
    ['table', namesOfRows(context).join(' > ')],
    ['decision', `${outcomeOf(decision)}${isRefusal(decision) ? `, because ${context.fault}` : ''}`],
    ['handler', handlerLine(own)],
    ['answer', `${response.status}${destination(response)}`],
    ['took', `${tookMs.toFixed(1)} ms`],
  ];
  const address = `${request.method} ${plainPath(incoming.address.browserPath)}${queryNames(request.nextUrl.searchParams)}`;
  const width = Math.max(...lines.map(([name]) => name.length));
  const block = lines.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
  return [`[auth] ${policy.app} ${address}`, ...block].join('\n');
}

function browserLine({
  hasActiveClient,
  isClientStale,
  clientUatSeconds,
  isClerkDown,
}: AnswerInput['context']) {
  const client = hasActiveClient ? 'a session is live' : 'no session is live';
  const stale = isClientStale ? ', as session sync found' : '';
  return `${client}${stale} (__client_uat ${clientUatSeconds})${isClerkDown ? ', Clerk is down' : ''}`;
}

function handlerLine(own: AnswerInput['own']): string {
  if (own === undefined) return 'none';
  if (!own.hasStarted()) return 'not called';
  return own.signIn ? 'requires a user' : 'called';
}

function isRefusal({ kind }: Decision): boolean {
  return kind === 'sync' || kind === 'deny' || kind === 'explain';
}

function outcomeOf(decision: Decision): string {
  return 'reason' in decision ? `${decision.kind} ${decision.status} ${decision.reason}` : decision.kind;
}

/** Where a redirect or rewrite leads, without its query. */
function destination({ headers }: Response): string {
  const to = headers.get('location') ?? headers.get('x-middleware-rewrite');
  if (to === null) return headers.has('x-middleware-next') ? ', on to the app' : '';
  const url = URL.canParse(to, 'http://relative.invalid')
    ? new URL(to, 'http://relative.invalid')
    : undefined;
  return url ? `, to ${plain(url.host)}${plainPath(url.pathname)}` : '';
}

function queryNames(query: URLSearchParams): string {
  const names = [...new Set(query.keys())].slice(0, 10).map(plain);
  return names.length === 0 ? '' : ` (query: ${names.join(', ')})`;
}

function plainPath(pathname: string): string {
  return pathname.split('/').map(plain).join('/');
}

/** A text of a client that is safe in a log: one line, and never a token or key. */
function plain(text: string): string {
  const isSecret = text.length > MAX_LENGTH || /^(eyJ|[sp]k_(live|test)_|whsec_|ak_|mt_)/.test(text);
  return isSecret ? '…' : text.replace(/[^\x21-\x7e]/g, '?');
}

/** Longer texts may be tokens; hosts, organizations and ids of Clerk are shorter. */
const MAX_LENGTH = 64;
