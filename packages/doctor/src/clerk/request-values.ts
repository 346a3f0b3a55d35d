import type { OuterName } from '@repo/next-repository';
import { isList, isObject, NotUnderstood, toText, type Value } from '../values/value.ts';
import { matchesPattern } from './route-patterns.ts';

/** Who sends a request. */
export type Sender = 'anonymous' | 'signed-in';

/** An object whose properties are these. */
function objectOf(properties: Readonly<Record<string, Value>>): Value {
  return { properties: new Map(Object.entries(properties).map(([key, value]) => [key, () => value])) };
}

/**
 * What Clerk's `auth()` returns for a request, as far as a condition may ask.
 *
 * @source @clerk/backend 3.20.1 `SignedInAuthObject`, `SignedOutAuthObject`; Clerk docs "authMiddleware()": `isPublicRoute`.
 */
export function authValue(sender: Sender, more: Readonly<Record<string, Value>> = {}): Value {
  const isSignedIn = sender === 'signed-in';
  const whenSignedIn = (value: string) => (isSignedIn ? value : null);
  return objectOf({
    userId: whenSignedIn('user_x'),
    sessionId: whenSignedIn('sess_x'),
    orgId: whenSignedIn('org_x'),
    orgSlug: whenSignedIn('x'),
    orgRole: whenSignedIn('org:admin'),
    sessionStatus: whenSignedIn('active'),
    isAuthenticated: isSignedIn,
    isSignedIn,
    has: () => isSignedIn,
    ...(isSignedIn
      ? {}
      : { user: null, sessionClaims: null, session: null, organization: null, actor: null }),
    ...more,
  });
}

/** A request for a path, as `NextRequest` has it. What else it holds is not known. */
export function requestValue(path: string): Value {
  const origin = 'https://app.example.com';
  return objectOf({
    url: `${origin}${path}`,
    method: 'GET',
    nextUrl: objectOf({ pathname: path, origin, href: `${origin}${path}`, search: '', basePath: '' }),
  });
}

/** The path of a request of `requestValue`, or a text that is one. */
function pathOf(request: Value): string {
  if (typeof request === 'string') return request;
  const url = isObject(request) ? request.properties.get('nextUrl')?.() : undefined;
  const path = url !== undefined && isObject(url) ? url.properties.get('pathname')?.() : undefined;
  if (typeof path !== 'string') throw new NotUnderstood();
  return path;
}

/** What Clerk's functions return where a condition calls them. */
export function clerkValue(
  { from, imported }: OuterName,
  sender: Sender,
): { readonly value: Value } | undefined {
  if (!from.startsWith('@clerk/')) return undefined;
  switch (imported) {
    case 'auth':
    case 'getAuth':
      return { value: () => authValue(sender) };
    case 'currentUser':
      return { value: () => (sender === 'signed-in' ? objectOf({ id: 'user_x' }) : null) };
    case 'createRouteMatcher':
    case 'createPathMatcher':
      return { value: (patterns) => (request) => isMatched(patterns, request) };
    default:
      return undefined;
  }
}

/**
 * Whether a request is for one of the paths, as `createRouteMatcher()` and `publicRoutes` take them.
 *
 * @param patterns Texts, regular expressions, or a function of the request.
 */
export function isMatched(patterns: Value, request: Value): boolean {
  if (typeof patterns === 'function') return Boolean(patterns(request));
  const path = pathOf(request);
  return (isList(patterns) ? patterns : [patterns]).some((pattern) =>
    pattern instanceof RegExp ? pattern.test(path) : matchesPattern(toText(pattern), path),
  );
}
