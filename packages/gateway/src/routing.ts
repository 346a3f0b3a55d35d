/** One host and the program behind it. */
export interface GatewayRoute {
  /** Exact host name without a port: 'account.acme.localhost'. */
  readonly host: string;
  /** Origin of the program: 'http://127.0.0.1:41001'. */
  readonly target: string;
  /** Its title in the gateway's own pages: 'Account'. */
  readonly title: string;
  /** Why the program does not run, in one sentence; undefined while it may still be starting. */
  readonly failure?: () => string | undefined;
  /**
   * For a program that is started by its first request: called for each request, which is forwarded once it resolves.
   * Such a host never counts as pending. Must not reject; a program that does not start is reported by `failure`.
   */
  readonly start?: () => Promise<void>;
}

/** Where a request belongs, by its Host header alone. */
export type Destination =
  | { readonly kind: 'route'; readonly route: GatewayRoute }
  | { readonly kind: 'index' }
  | { readonly kind: 'loopback' }
  | { readonly kind: 'unknown'; readonly host: string };

const LOOPBACK_NAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Finds the one destination of a Host header. Names match to the letter, so a name that merely resolves to this
 * machine (DNS rebinding) or resembles an app's reaches none of them.
 *
 * @param hostHeader `host[:port]` as received; the port is ignored, letter case too.
 * @returns `loopback` for localhost and the loopback addresses, `unknown` for everything not listed.
 * @source RFC 9110 section 7.2 (Host), section 4.2.3 (host names compare without case).
 */
export function resolveDestination(
  hostHeader: string | undefined,
  { rootDomain, routes }: { rootDomain: string; routes: readonly GatewayRoute[] },
): Destination {
  const host = (hostHeader ?? '').toLowerCase().replace(/:\d*$/, '');
  const route = routes.find((candidate) => candidate.host === host);
  if (route) return { kind: 'route', route };
  if (host === rootDomain) return { kind: 'index' };
  return LOOPBACK_NAMES.has(host) ? { kind: 'loopback' } : { kind: 'unknown', host };
}
