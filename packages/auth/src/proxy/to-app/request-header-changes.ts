import { OVERRIDE_LIST, OVERRIDE_PREFIX } from './override-headers.ts';

/** How a handler changed the headers of the request that the app is to receive. */
export interface RequestHeaderChanges {
  /** Names in lower case, with the value that the app receives. */
  readonly set: ReadonlyMap<string, string>;
  readonly removed: ReadonlySet<string>;
}

/**
 * Takes the changed request headers out of a handler's response. Only the differences count: the headers that a handler passes
 * on as they came are left to the other side, which hides some of them from the app.
 *
 * @param response Of the handler; `NextResponse.next({ request: { headers } })` writes every request header into it.
 * @param received The headers of the request that the handler received.
 * @returns null: the handler changed none.
 * @source Next.js 16 `handleMiddlewareField`.
 */
export function takeRequestHeaderChanges(response: Response, received: Headers): RequestHeaderChanges | null {
  const list = response.headers.get(OVERRIDE_LIST);
  if (list === null) return null;
  const names = namesIn(list);
  const set = new Map<string, string>();
  for (const name of names) {
    const value = response.headers.get(OVERRIDE_PREFIX + name) ?? '';
    response.headers.delete(OVERRIDE_PREFIX + name);
    if (value !== received.get(name) && !isSdkHeader(name)) set.set(name, value);
  }
  response.headers.delete(OVERRIDE_LIST);
  const kept = new Set(names);
  const removed = new Set([...received.keys()].filter((name) => !kept.has(name)));
  return { set, removed };
}

/**
 * Applies a handler's changes to the request headers that the app receives, after the SDK and this package have written theirs.
 *
 * @param response Completed in place. Where it hands no headers to the app, such as a redirect, nothing happens.
 */
export function applyRequestHeaderChanges(response: Response, { set, removed }: RequestHeaderChanges): void {
  const list = response.headers.get(OVERRIDE_LIST);
  if (list === null) return;
  const names = new Set(namesIn(list));
  for (const name of removed) {
    names.delete(name);
    response.headers.delete(OVERRIDE_PREFIX + name);
  }
  for (const [name, value] of set) {
    names.add(name);
    response.headers.set(OVERRIDE_PREFIX + name, value);
  }
  response.headers.set(OVERRIDE_LIST, [...names].join(','));
}

/**
 * Hands request headers to a server outside this app, to which the SDK adds nothing: without a list, Next would send every
 * header that came, also those that the handler did not see.
 */
export function listRequestHeaders(response: Response, headers: Headers): void {
  response.headers.set(OVERRIDE_LIST, [...headers.keys()].join(','));
  for (const [name, value] of headers) response.headers.set(OVERRIDE_PREFIX + name, value);
}

function namesIn(list: string): string[] {
  return list
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter(Boolean);
}

/** What the SDK tells the app about the session is the SDK's alone. */
function isSdkHeader(name: string): boolean {
  return name.startsWith('x-clerk-');
}
