/** Where a browser sent a request: one normalised form, so that no two places compare addresses differently. Not verified. */
export interface Address {
  readonly scheme: 'http' | 'https';
  /** `host[:port]` in lower case, without trailing dot and default port; empty: no host came. */
  readonly host: string;
  readonly hostname: string;
  /** Decimal; empty: the default port of the scheme. */
  readonly port: string;
  /** `scheme://host[:port]`. Compare it with the app's own origins before anything is built from it. */
  readonly origin: string;
  /** `basePath` of next.config.ts, `/app`; empty: none. */
  readonly basePath: string;
  /** Path in the address bar, with base path and locale, percent-encoded. */
  readonly browserPath: string;
  /** Path as the app sees it: without base path and locale. Patterns and own pages are compared with it. */
  readonly appPath: string;
  /** Query with its `?`; empty: none. */
  readonly search: string;
}

/** A web request; in Next.js with `nextUrl`, which knows base path and locale. */
export interface RequestSource extends Pick<Request, 'method' | 'headers' | 'url'> {
  readonly nextUrl?: {
    readonly protocol: string;
    readonly pathname: string;
    readonly search: string;
    readonly basePath: string;
    readonly locale: string;
    readonly defaultLocale?: string | undefined;
  };
}

/**
 * Reads the address of a request from X-Forwarded-Host or Host, X-Forwarded-Proto and the URL. Of several values the first
 * counts: proxies append theirs.
 *
 * @source `@clerk/backend` 3.20.1 `ClerkRequest.deriveUrlFromHeaders` (first value); WHATWG URL, "host serializer".
 */
export function readAddress({ headers, url, nextUrl }: RequestSource): Address {
  const parts = nextUrl ?? new URL(url);
  const proto = headers.get('x-forwarded-proto');
  const scheme = proto === null ? schemeOf(parts.protocol) : schemeOf(firstValue(proto) || parts.protocol);
  const place = placeOf(headers.get('x-forwarded-host'), headers, scheme);
  const basePath = nextUrl?.basePath ?? '';
  return {
    scheme,
    host: place.host,
    hostname: place.hostname,
    port: place.port,
    origin: place.origin,
    basePath,
    browserPath: basePath + localeOf(nextUrl) + parts.pathname,
    appPath: parts.pathname,
    search: parts.search,
  };
}

/**
 * The address that leads back to exactly this page, at one of the app's own origins. The hash never reaches a server.
 *
 * @param ownOrigin From the registry, never from the request.
 */
export function returnUrlOf({ browserPath, search }: Address, ownOrigin: string): string {
  return `${ownOrigin}${browserPath}${search}`;
}

type Place = Pick<Address, 'scheme' | 'host' | 'hostname' | 'port' | 'origin'>;

function placeOf(forwarded: string | null, headers: Headers, scheme: Address['scheme']): Place {
  const first = forwarded === null ? '' : firstValue(forwarded);
  const written = first || firstValue(headers.get('host') ?? '');
  if (latest?.written === written && latest.place.scheme === scheme) return latest.place;
  const { hostname, port } = splitHost(written, scheme);
  const host = port === '' ? hostname : `${hostname}:${port}`;
  const place = { scheme, host, hostname, port, origin: `${scheme}://${host}` };
  latest = { written, place };
  return place;
}

/** Almost every request of a process has the same host. */
let latest: { readonly written: string; readonly place: Place } | undefined;

function firstValue(header: string): string {
  const comma = header.indexOf(',');
  return (comma === -1 ? header : header.slice(0, comma)).trim().toLowerCase();
}

function schemeOf(text: string): Address['scheme'] {
  return text === 'https' || text === 'https:' ? 'https' : 'http';
}

const PORT = /:(\d{1,5})$/;

function splitHost(host: string, scheme: Address['scheme']): { hostname: string; port: string } {
  const found = PORT.exec(host);
  const name = found ? host.slice(0, found.index) : host;
  const port = found ? String(Number(found[1])) : '';
  return {
    hostname: name.endsWith('.') ? name.slice(0, -1) : name,
    port: port === DEFAULT_PORTS[scheme] ? '' : port,
  };
}

const DEFAULT_PORTS = { http: '80', https: '443' } as const;

/** Next removes the locale of the Pages Router from the path; the default locale has no prefix. */
function localeOf(nextUrl: RequestSource['nextUrl']): string {
  if (!nextUrl?.locale || nextUrl.locale === nextUrl.defaultLocale) return '';
  return `/${nextUrl.locale}`;
}
